import type { Derivation, Note, Value } from '../../../core/autodiff/explore/report.ts'
import { table } from './table.ts'

/** Longest table of nodes that is printed. */
const MOST_ROWS = 200

const MODES: Record<Derivation['modes'][number]['mode'], string> = {
  forward: 'forward mode',
  reverse: 'reverse mode',
  taylor: 'Taylor sweep',
  symbolic: 'symbolic',
  complex: 'complex step'
}

/** Fifteen digits: what a double surely holds. */
const full = (value: Value): string => (value === null ? 'undefined' : String(Number(value.toPrecision(15))))
const count = (value: number | null): string => (value === null ? '–' : String(value))

/** The autodiff report for people. */
export function describeDerivation(report: Derivation): string {
  const sections = [heading(report), nodes(report), derivatives(report), ledger(report), orders(report), notes(report.notes)]
  return sections.filter((section) => section !== '').join('\n')
}

function heading({ expression, inputs, outputs, operators }: Derivation): string {
  const at = inputs.map(({ name, value }) => `${name} = ${full(value)}`).join(', ')
  const values = outputs.map(({ expression: text, value }) => `${text} = ${full(value)}${at === '' ? '' : `   at ${at}`}\n`)
  const saved = operators.written === operators.graph ? '' : ` as written, ${operators.graph} in the graph`
  const plural = operators.written === 1 ? '' : 's'
  return `${outputs.length === 0 ? expression : values.join('')}${operators.written} operator${plural}${saved}\n`
}

function nodes({ nodes: all, inputs, wrt, output, outputs }: Derivation): string {
  const by = inputs[wrt]?.name ?? ''
  const of = outputs.length === 1 ? 'f' : `f${output + 1}`
  const shown = all.slice(0, MOST_ROWS)
  const rows = shown.map((node) => [
    `${node.id} = ${node.name}`,
    node.typed === '' ? 'input' : node.typed,
    node.parents.join(' '),
    full(node.value),
    node.taken ? full(node.tangent) : 'not taken',
    node.taken ? full(node.adjoint) : 'not taken'
  ])
  const heads = ['node', 'operation', 'parents', 'value', `tangent d/d${by}`, `adjoint d${of}/d`]
  const rest = all.length > shown.length ? `… and ${all.length - shown.length} more nodes; --json has them all\n` : ''
  const sums = shown
    .filter(({ contributions }) => contributions.length > 1)
    .slice(0, 12)
    .map(({ name, contributions, adjoint }) => `adjoint of ${name}: ${sum(contributions.map(({ value }) => value))} = ${full(adjoint)}\n`)
  return (
    table(
      heads.map((head, k) => ({ head, right: k > 2 })),
      rows
    ) +
    rest +
    sums.join('')
  )
}

function sum(values: readonly Value[]): string {
  const shown = values.length > 6 ? [...values.slice(0, 5).map(full), '…', full(values.at(-1)!)] : values.map(full)
  return shown.join(' + ').replaceAll('+ -', '- ')
}

function derivatives({ modes, inputs, agreement, symbolic, outputs }: Derivation): string {
  if (inputs.length === 0) return ''
  const shown = inputs.slice(0, 8)
  const rows = modes.map(({ mode, derivatives: by, reason }) => [
    MODES[mode],
    ...shown.map(({ name }) => full(by[name] ?? null)),
    reason ?? ''
  ])
  const columns = [{ head: 'derivative' }, ...shown.map(({ name }) => ({ head: `by ${name}`, right: true })), { head: '' }]
  const { difference, bound, agree } = agreement
  const said =
    difference === null
      ? ''
      : difference === 0
        ? 'forward, reverse and Taylor agree to the last bit\n'
        : `forward, reverse and Taylor differ by ${difference.toExponential(1)}: ${agree ? 'within' : 'beyond'} the rounding bound ${bound!.toExponential(1)}\n`
  const formulas = symbolic.map(({ output, input, text, by, reason }) => {
    const of = outputs.length === 1 ? 'f' : `f${output + 1}`
    const own = text.length > 400 ? `${text.slice(0, 400)}…` : text
    return `d${of}/d${inputs[input]!.name} = ${own}${by === 'graph' ? `   (from the graph: ${reason ?? ''})` : ''}\n`
  })
  return table(columns, rows) + said + formulas.join('')
}

function ledger({ flops }: Derivation): string {
  const columns = [{ head: 'FLOPs' }, { head: 'f', right: true }, { head: "f'", right: true }, { head: 'total', right: true }]
  return table(
    columns,
    flops.map(({ label, f, df, total }) => [label, count(f), count(df), count(total)])
  )
}

function orders({ orders: { rows, reason }, inputs, wrt }: Derivation): string {
  if (rows.length === 0) return ''
  const columns = [
    { head: `order by ${inputs[wrt]!.name}` },
    { head: 'forward over reverse', right: true },
    { head: 'Taylor sweep', right: true }
  ]
  const lines = rows.map((row) => [String(row.order), full(row.forwardOverReverse), full(row.taylor)])
  return table(columns, lines) + (reason === null ? '' : `${reason}\n`)
}

function notes(all: readonly Note[]): string {
  return all.map(({ sentence, cure }) => `note: ${sentence} ${cure}\n`).join('')
}
