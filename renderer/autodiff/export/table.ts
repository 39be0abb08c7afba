import type { Derivation, SweepMode } from '../../../core/autodiff/explore/report.ts'
import type { NumberTable } from '../../charts/table.ts'
import { operationOf } from '../graph/sizes.ts'
import { full } from '../numbers.ts'
import { GETS, numberOf } from '../sweep.ts'

/** The nodes in the order in which a sweep reaches them, with all their numbers to the last bit; contributions apart. */
export function sweepTable({ nodes, sweeps }: Derivation, mode: SweepMode): NumberTable {
  const order = sweeps[mode].map(({ node }) => node)
  const place = new Map(order.map((id, k) => [id, k]))
  const rows = nodes.toSorted((a, b) => (place.get(a.id) ?? nodes.length) - (place.get(b.id) ?? nodes.length))
  return {
    columns: ['step', 'node', 'name', 'operation', 'parents', 'value', 'tangent', 'adjoint', 'contributions', `cost_of_${GETS[mode]}`],
    rows: rows.map((node) => [
      ...[(place.get(node.id) ?? -1) + 1 || null, node.id, node.name, node.op, node.parents.join(' ')],
      ...[node.value, node.tangent, node.adjoint],
      node.contributions.map(({ value }) => (value === null ? 'NaN' : String(value))).join(' + '),
      { evaluation: node.flops.value, forward: node.flops.tangent, reverse: node.flops.adjoint }[mode]
    ])
  }
}

/** Rows beyond which a table goes over several pages. */
const MOST_ROWS = 40

/** The same for print: letters, operations as mathematics, and the number of the sweep. */
export function sweepLatex({ nodes, sweeps, expression }: Derivation, mode: SweepMode): string {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const rows = sweeps[mode].flatMap(({ node: id, cost }) => {
    const node = byId.get(id)
    if (node === undefined) return []
    const operation = node.op === 'input' || node.op === 'constant' ? node.op : `$${operationOf(node)}$`
    return [
      `    $x_{${id.slice(1)}} = ${node.latex}$ & ${operation} & $${printed(node.value)}$${mode === 'evaluation' ? '' : ` & $${printed(numberOf(node, mode))}$`} & ${cost} \\\\`
    ]
  })
  const caption = `  \\caption{The ${mode} sweep of \\texttt{${verbatim(expression)}}.}`
  const columns = mode === 'evaluation' ? '{llrr}' : '{llrrr}'
  const number = mode === 'evaluation' ? '' : ` & ${mode === 'forward' ? 'Tangent' : 'Adjoint'}`
  const head = ['    \\toprule', `    Node & Operation & Value${number} & FLOPs \\\\`, '    \\midrule']
  const long = rows.length > MOST_ROWS
  return [
    `% needs \\usepackage{booktabs,amsmath${long ? ',longtable' : ''}}`,
    ...(long
      ? [
          ...['\\begingroup', '  \\small\\setlength{\\tabcolsep}{4pt}', `  \\begin{longtable}${columns}`],
          ...[`  ${caption} \\\\`, ...head, '    \\endfirsthead', ...head, '    \\endhead', '    \\bottomrule', '    \\endlastfoot'],
          ...[...rows, '  \\end{longtable}', '\\endgroup']
        ]
      : [
          ...['\\begin{table}', '  \\centering\\small\\setlength{\\tabcolsep}{4pt}', caption, `  \\begin{tabular}${columns}`],
          ...[...head, ...rows, '    \\bottomrule', '  \\end{tabular}', '\\end{table}']
        ]),
    ''
  ].join('\n')
}

/** As typed; what is longer than a line has places where it may be broken. */
function verbatim(text: string): string {
  const escaped = text.replace(/[\\{}$&#%_^~]/g, (sign) => SPECIAL[sign] ?? `\\${sign}`)
  return text.length > 50 ? escaped.replace(/[-+*/,(]/g, '$&\\allowbreak ') : escaped
}

const SPECIAL: Record<string, string> = { '\\': '\\textbackslash{}', '^': '\\textasciicircum{}', '~': '\\textasciitilde{}' }

/** Fifteen digits as TeX writes them. */
function printed(value: number | null): string {
  return full(value)
    .replace('–', '\\text{--}')
    .replace('−', '-')
    .replace('∞', '\\infty')
    .replace(
      /×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/,
      (_, power: string) => `\\times10^{${[...power].map((digit) => (digit === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit))).join('')}}`
    )
}
