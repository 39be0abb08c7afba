import { resolve } from 'node:path'
import { derive as derivation } from '../../../../core/autodiff/explore/derive.ts'
import { inputNamed, readExpressions, valuesAt } from '../../../../core/autodiff/explore/read.ts'
import type { Derivation, SweepMode } from '../../../../core/autodiff/explore/report.ts'
import { findBrowser } from '../../../browser.ts'
import { drawGraph, GRAPH_FORMATS } from '../../../lab/export/graph.ts'
import { choices } from '../choices.ts'
import { describeDerivation } from '../describe-derivation.ts'
import { badUsage } from '../options.ts'
import { rendererFolder } from '../renderer-folder.ts'
import { EXIT } from '../verb.ts'
import type { Verb } from '../verb.ts'
import { writeFiles } from '../write-files.ts'

const SWEEPS = ['evaluation', 'forward', 'reverse'] as const

export const derive: Verb = {
  name: 'derive',
  usage: 'EXPR --at x=2 [--at y=1]… [--wrt x] [--output N] [--along x=1]… [--draw svg,pdf,tikz]',
  summary: 'the autodiff report: nodes, values, tangents, adjoints, derivatives, FLOP ledger',
  options: [
    { name: 'at', value: 'NAME=VALUE', many: true, help: 'value of a variable: a number or a constant expression such as pi/2' },
    { name: 'wrt', value: 'NAME', help: 'the variable of tangents, higher orders and the ledger (default: the first; the ledger: all)' },
    { name: 'output', value: 'N', help: 'of several expressions the one whose adjoints are shown (default: 1)' },
    {
      ...{ name: 'along', value: 'NAME=VALUE', many: true },
      help: 'direction of the Hessian-vector product; what is not named is 0 (default: 1 for every variable)'
    },
    {
      name: 'draw',
      value: 'svg,pdf,tikz,csv,latex',
      many: true,
      help: 'writes the graph as a picture, the table of a sweep as CSV or LaTeX'
    },
    { name: 'sweep', value: 'NAME', help: 'the sweep of the table and of the arrows: evaluation, forward or reverse (default: reverse)' },
    { name: 'out', value: 'DIR', help: 'where the files go (default: here)' },
    { name: 'force', help: 'replaces files that are there' }
  ],
  takes: [1, 1],
  run: async ({ words, io, print }) => {
    const [text = ''] = words.positionals
    const wrt = words.one('wrt')
    const point = pointFrom(words.all('at'))
    const report = derivation(text, point, {
      ...{ wrt, output: outputFrom(words.one('output')) },
      along: words.all('along').length === 0 ? undefined : direction(text, point, pointFrom(words.all('along'), 'along'))
    })
    const valueless = report.outputs.some(({ value }) => value === null)
    if (words.has('draw')) {
      const [mode = 'reverse'] = choices<SweepMode>(words, 'sweep', SWEEPS, ['reverse'])
      const browser = findBrowser()
      const files = await drawGraph(
        { report, mode, formats: choices(words, 'draw', GRAPH_FORMATS, []) },
        { browser, rendererDir: browser === undefined ? '' : rendererFolder() }
      )
      for (const path of writeFiles(files, resolve(io.cwd, words.one('out') ?? '.'), words.has('force'))) io.err(`${path}\n`)
    }
    print(valueless ? withError(report) : report, () => describeDerivation(report))
    return valueless ? EXIT.badInput : EXIT.done
  }
}

/** The second expression is --output 2. */
function outputFrom(word: string | undefined): number {
  if (word === undefined) return 0
  if (!/^[1-9]\d{0,4}$/.test(word)) throw badUsage(`--output ${word} counts no expression.`, 'Write --output 1 for the first.')
  return Number(word) - 1
}

/** Components in the order of the variables. */
function direction(text: string, point: Record<string, string>, along: Record<string, string>): number[] {
  const { inputs } = readExpressions(text, point)
  for (const name of Object.keys(along)) inputNamed(inputs, name)
  return valuesAt({ text, inputs }, Object.fromEntries(inputs.map((name) => [name, along[name] ?? 0])))
}

/** --at x=2 --at y=pi/2, or --at x=2,y=pi/2. */
export function pointFrom(words: readonly string[], option = 'at'): Record<string, string> {
  const point: Record<string, string> = {}
  for (const word of words.flatMap(splitAtCommas)) {
    const at = word.indexOf('=')
    const name = word.slice(0, at).trim()
    const value = word.slice(at + 1).trim()
    if (at < 1 || name === '' || value === '') throw badUsage(`--${option} ${word} gives no value.`, `Write --${option} x=2.`)
    if (Object.hasOwn(point, name)) throw badUsage(`--${option} gives ${name} twice.`, 'Give it once.')
    point[name] = value
  }
  return point
}

/** At commas outside brackets: max(1, 2) is one value. */
function splitAtCommas(word: string): string[] {
  const parts = ['']
  let depth = 0
  for (const sign of word) {
    if (sign === '(') depth++
    if (sign === ')') depth--
    if (sign === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += sign
  }
  return parts
}

/** The report with what is wrong where every error document has it. */
function withError(report: Derivation): object {
  const note = report.notes.find(({ concerns }) => concerns === 'value')
  if (note === undefined) return report
  const { code, sentence, cure, place } = note
  return { ...report, error: { code, message: sentence, cure, ...place } }
}
