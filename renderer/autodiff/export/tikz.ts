import type { Derivation, NodeKind, SweepMode } from '../../../core/autodiff/explore/report.ts'
import type { Layout } from '../graph/layout.ts'
import type { Parts } from '../graph/parts.ts'
import { isPlain, nameOf } from '../graph/sizes.ts'
import { latexOf } from '../numbers.ts'
import { currentStep, GETS, MODES, numberOf, seen, stepOfNode } from '../sweep.ts'
import type { Place } from '../sweep.ts'

/** cm of the page per px of the picture */
const CM = 0.0245

const STYLES: Record<NodeKind, string> = {
  input: 'rounded corners=7pt, fill=black!6',
  constant: 'dashed',
  arithmetic: 'rounded corners=2pt, fill=cyan!8',
  power: 'chamfered rectangle, chamfered rectangle corners=north east, fill=orange!10',
  function: 'rounded corners=9pt, fill=teal!10',
  choice: 'chamfered rectangle, fill=red!7'
}

const cm = (px: number): string => String(Math.round(px * CM * 1000) / 1000)
const escaped = (text: string): string => text.replace(/[\\{}$&#%_^~]/g, ' ')

/** The graph as a picture for LaTeX: nodes with their numbers so far, local derivatives on the edges, the step's edges thick. */
export function graphTikz(
  { report, mode, place }: { report: Derivation; mode: SweepMode; place: Place },
  { parts, layout }: { parts: Parts; layout: Layout }
): string {
  const step = currentStep(report, mode, place)
  const active = new Set(step?.edges ?? [])
  const steps = MODES.map((of) => stepOfNode(report, of))
  const kinds = [...new Set(parts.parts.flatMap(({ node }) => (node === null ? [] : [node.kind])))]
  const nodes = parts.parts.flatMap(({ id, node, group }) => {
    const box = layout.boxes.get(id)
    if (box === undefined) return []
    const at = `(${cm(box.x)}, ${cm(layout.height - box.y)})`
    if (node === null) return [`  \\node[draw, double copy shadow, fill=white] (${id}) at ${at} {${escaped(group.label)}};`]
    const rows = MODES.flatMap((of, k) =>
      seen(of, mode, place, steps[k]?.get(id as `x${number}`)) === 'known' ? [`${GETS[of]} & $${latexOf(numberOf(node, of))}$`] : []
    )
    const operation = node.op === 'input' || node.op === 'constant' ? node.op : `$${node.operation}$`
    const table = `\\begin{tabular}{@{}l@{\\enspace}r@{}}$${nameOf(node)}$ & ${operation}${rows.map((row) => ` \\\\ ${row}`).join('')}\\end{tabular}`
    return [`  \\node[${node.kind}${step?.node === node.id ? ', very thick' : ''}] (${id}) at ${at} {${table}};`]
  })
  const edges = parts.links.map((link) => {
    const lit = link.edges.some((edge) => active.has(edge))
    const back = lit && mode === 'reverse'
    const options = [
      back ? '<-' : '->',
      ...(lit ? ['very thick', mode === 'reverse' ? 'magenta!70!black' : 'blue!70!black'] : []),
      ...(link.edge?.idle === true ? ['dotted'] : [])
    ]
    const { edge } = link
    const label =
      edge === null || edge.idle
        ? ''
        : ` node[label] {$${edge.latex}${isPlain(edge.latex) || edge.partial === null ? '' : ` = ${latexOf(edge.partial)}`}$}`
    return `  \\draw[${options.join(', ')}] (${link.from}.east) to[out=0, in=180]${label} (${link.to}.west);`
  })
  return [
    `% ${escaped(report.expression)}: ${mode} sweep`,
    '% needs \\usepackage{amsmath,tikz} and \\usetikzlibrary{shapes.misc,shadows}',
    '\\begin{tikzpicture}[font=\\scriptsize, >=stealth,',
    ...kinds.map((kind) => `  ${kind}/.style={draw, inner sep=4pt, ${STYLES[kind]}},`),
    '  label/.style={midway, fill=white, inner sep=1pt}]',
    ...nodes,
    ...edges,
    '\\end{tikzpicture}',
    ''
  ].join('\n')
}
