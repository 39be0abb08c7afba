import { derive as derivation } from '../../../../core/autodiff/explore/derive.ts'
import type { Derivation } from '../../../../core/autodiff/explore/report.ts'
import { describeDerivation } from '../describe-derivation.ts'
import { badUsage } from '../options.ts'
import { EXIT } from '../verb.ts'
import type { Verb } from '../verb.ts'

export const derive: Verb = {
  name: 'derive',
  usage: 'EXPR --at x=2 [--at y=1]… [--wrt x]',
  summary: 'the autodiff report: nodes, values, tangents, adjoints, derivatives, FLOP ledger',
  options: [
    { name: 'at', value: 'NAME=VALUE', many: true, help: 'value of a variable: a number or a constant expression such as pi/2' },
    { name: 'wrt', value: 'NAME', help: 'the variable of tangents, higher orders and the ledger (default: the first; the ledger: all)' }
  ],
  takes: [1, 1],
  run: ({ words, print }) => {
    const [text = ''] = words.positionals
    const wrt = words.one('wrt')
    const report = derivation(text, pointFrom(words.all('at')), wrt === undefined ? {} : { wrt })
    const valueless = report.outputs.some(({ value }) => value === null)
    print(valueless ? withError(report) : report, () => describeDerivation(report))
    return Promise.resolve(valueless ? EXIT.badInput : EXIT.done)
  }
}

/** --at x=2 --at y=pi/2, or --at x=2,y=pi/2. */
export function pointFrom(words: readonly string[]): Record<string, string> {
  const point: Record<string, string> = {}
  for (const word of words.flatMap(splitAtCommas)) {
    const at = word.indexOf('=')
    const name = word.slice(0, at).trim()
    const value = word.slice(at + 1).trim()
    if (at < 1 || name === '' || value === '') throw badUsage(`--at ${word} gives no value.`, 'Write --at x=2.')
    if (Object.hasOwn(point, name)) throw badUsage(`--at gives ${name} twice.`, 'Give it once.')
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
