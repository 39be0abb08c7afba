import { derive as derivation } from '../../../../core/autodiff/explore/derive.ts'
import type { Derivation, Note, Value } from '../../../../core/autodiff/explore/report.ts'
import { badUsage } from '../options.ts'
import { table } from '../table.ts'
import { EXIT } from '../verb.ts'
import type { Verb } from '../verb.ts'

export const derive: Verb = {
  name: 'derive',
  usage: 'EXPR --at x=2 [--at y=1]… [--wrt x]',
  summary: 'the autodiff report: nodes, values, tangents, adjoints, derivatives, FLOP ledger',
  options: [
    { name: 'at', value: 'NAME=VALUE', many: true, help: 'value of a variable: a number or a constant expression; several with commas' },
    { name: 'wrt', value: 'NAME', help: 'the variable of tangents, higher orders and differences (default: the first)' }
  ],
  takes: [1, 1],
  run: ({ words, print }) => {
    const [text = ''] = words.positionals
    const wrt = words.one('wrt')
    const report = derivation(text, pointFrom(words.all('at')), wrt === undefined ? {} : { wrt })
    const failed = report.notes.find(({ concerns }) => concerns === 'value')
    print(failed === undefined ? report : { ...report, error: errorOf(failed) }, () => describe(report))
    return Promise.resolve(failed === undefined || report.value !== null ? EXIT.done : EXIT.badInput)
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
  let depth = 0
  let part = ''
  const parts: string[] = []
  for (const sign of word) {
    if (sign === '(') depth++
    if (sign === ')') depth--
    if (sign === ',' && depth === 0) {
      parts.push(part)
      part = ''
    } else part += sign
  }
  return [...parts, part]
}

function errorOf({ code, sentence, cure, place }: Note): object {
  return { code, message: sentence, cure, ...place }
}

const digits = (value: Value): string => (value === null ? 'undefined' : String(Number(value.toPrecision(15))))

function describe(report: Derivation): string {
  return table(
    [
      { head: 'node' },
      { head: 'operation' },
      { head: 'value', right: true },
      { head: 'tangent', right: true },
      { head: 'adjoint', right: true }
    ],
    report.nodes.map(({ id, name, operation, value, tangent, adjoint }) => [
      `${id} = ${name}`,
      operation,
      digits(value),
      digits(tangent),
      digits(adjoint)
    ])
  )
}
