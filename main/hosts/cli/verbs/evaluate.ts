import { basename, dirname, resolve } from 'node:path'
import { constantValue } from '../../../../core/expression/constant.ts'
import { parseExpression } from '../../../../core/expression/parse.ts'
import type { EvaluatedRun } from '../../../api/types.ts'
import { evaluationSheet } from '../../../lab/export/evaluation-table.ts'
import { csv } from '../../../lab/export/csv.ts'
import { jsonFile } from '../../../lab/export/files.ts'
import { badUsage } from '../options.ts'
import { readPoints } from '../points-file.ts'
import { table } from '../table.ts'
import { EXIT } from '../verb.ts'
import type { Verb } from '../verb.ts'
import { writeFiles } from '../write-files.ts'
import { pointFrom } from './derive.ts'

const NOTHING = { variables: [], unknowns: [], parameters: [], where: new Map(), evaluation: 'own' } as const

export const evaluate: Verb = {
  name: 'evaluate',
  usage: 'RUN --at t=0.5 | --points FILE.csv [--derivatives u_x,u_xx] [--out FILE]',
  summary: 'the trained solution and its derivatives at the points that you give',
  options: [
    { name: 'at', value: 'NAME=VALUE', many: true, help: 'one point: a number or a constant expression per variable; several with commas' },
    { name: 'points', value: 'FILE.csv', help: 'many points: a column per variable, named in the first line' },
    { name: 'derivatives', value: 'u_x,u_xx', many: true, help: 'derivatives, or any expression in the unknowns' },
    { name: 'out', value: 'FILE', help: 'writes .csv or .json instead of printing' },
    { name: 'force', help: 'replaces a file that is there' }
  ],
  takes: [1, 1],
  run: async ({ words, io, lab, print }) => {
    const [run = ''] = words.positionals
    const [at, file, out] = [words.all('at'), words.one('points'), words.one('out')]
    if (at.length > 0 === (file !== undefined)) throw badUsage('evaluate wants --at or --points.', 'Write ansatz evaluate RUN --at t=0.5')
    if (out !== undefined && !/\.(csv|json)$/i.test(out))
      throw badUsage(`--out ${out} is neither .csv nor .json.`, 'Write --out values.csv')
    const { handlers } = await lab(1)
    const detail = await handlers['run.get']({ run })
    const { problemYaml: source, settings, parameters } = detail
    const files = await handlers['run.files']({ run })
    const report = await handlers['problem.check']({ experiment: { problem: { source }, settings, parameters, files } })
    const points =
      file === undefined
        ? onePoint(at)
        : readPoints(
            file,
            report.variables.map(({ name }) => name),
            io
          )
    const derivatives = words.all('derivatives').flatMap(splitAtCommas)
    const evaluated = await handlers['run.evaluate']({ run, points: typed(points), derivatives })
    const sheet = evaluationSheet(evaluated, report.units)
    const plain = csv({ columns: sheet.columns.map(({ name }) => name), rows: sheet.rows })
    if (out !== undefined) {
      const path = resolve(io.cwd, out)
      const name = basename(path)
      const bytes = /\.json$/i.test(out) ? jsonFile(name, evaluationDocument(evaluated)).bytes : plain
      const [written = ''] = writeFiles([{ name, bytes }], dirname(path), words.has('force'))
      print({ run, file: written, points: evaluated.extrapolated.length, extrapolated: outsideOf(evaluated) }, () => `${written}\n`)
    } else print(evaluationDocument(evaluated), () => (file === undefined ? describe(evaluated) : new TextDecoder().decode(plain)))
    return EXIT.done
  }
}

function onePoint(words: readonly string[]): Record<string, number[]> {
  const texts = Object.entries(pointFrom(words))
  return Object.fromEntries(texts.map(([name, text]) => [name, [constantValue(parseExpression(text, NOTHING), new Map())]]))
}

const typed = (points: Record<string, number[]>) =>
  Object.fromEntries(Object.entries(points).map(([name, values]) => [name, Float64Array.from(values)]))

/** At commas outside brackets: diff(u, x) is one derivative. */
function splitAtCommas(text: string): string[] {
  const parts = text.match(/(?:[^,(]|\([^)]*\)?)+/g) ?? []
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

const outsideOf = ({ extrapolated }: EvaluatedRun): number => extrapolated.reduce((sum, each) => sum + each, 0)

/** What `evaluate --json` prints: one object per point; what is not finite is null. */
function evaluationDocument({ run, iteration, axes, columns, extrapolated }: EvaluatedRun): object {
  const points = Array.from(extrapolated, (outside, p) => ({
    ...Object.fromEntries([...axes, ...columns].map(({ name, values }) => [name, values[p]])),
    extrapolation: outside === 1
  }))
  return { run, iteration, variables: axes.map(({ name }) => name), columns: columns.map(({ name, kind }) => ({ name, kind })), points }
}

function describe(evaluated: EvaluatedRun): string {
  const rows = [...evaluated.axes, ...evaluated.columns].map(({ name, values }) => [name, digits(values[0])])
  const note = outsideOf(evaluated) > 0 ? 'This point lies outside the domain on which the network was trained: extrapolation.\n' : ''
  return `${table([{ head: '' }, { head: '', right: true }], rows).replace(/^.*\n/, '')}${note}`
}

const digits = (value = NaN): string => String(Number(value.toPrecision(15)))
