import type { Derivation, NodeKind, SweepMode } from '../../../core/autodiff/explore/report.ts'
import type { Layout, Point } from '../graph/layout.ts'
import type { Parts } from '../graph/parts.ts'
import { edgeLatex, isPlain, nameOf, operationOf } from '../graph/sizes.ts'
import { latexOf } from '../numbers.ts'
import { currentStep, GETS, MODES, numberOf, seen, stepOfNode } from '../sweep.ts'
import type { Place } from '../sweep.ts'

/** cm of the page per px of the picture */
const CM = 0.019

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

/** Through the points of a wire, level at each of them, as on the screen. */
const curve = (points: readonly Point[], at: (point: Point) => string): string =>
  points
    .map((point, k) => {
      const before = points[k - 1]
      if (before === undefined) return at(point)
      const x = (before.x + point.x) / 2
      return `.. controls ${at({ x, y: before.y })} and ${at({ x, y: point.y })} .. ${at(point)}`
    })
    .join(' ')

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
    if (node === null)
      return [
        `  \\node[draw, double copy shadow={shadow xshift=2pt, shadow yshift=-2pt, fill=white, draw}, fill=white, align=center, minimum width=${cm(box.width)}cm, minimum height=${cm(box.height)}cm] (${id}) at ${at} {$x_{${group.first.slice(1)}} \\dots x_{${group.last.slice(1)}}$ \\\\ ${escaped(group.label)}};`
      ]
    const rows = MODES.flatMap((of, k) =>
      seen(of, mode, place, steps[k]?.get(id as `x${number}`)) === 'known' ? [`${GETS[of]} & $${latexOf(numberOf(node, of))}$`] : []
    )
    const operation = node.op === 'input' || node.op === 'constant' ? node.op : `$${operationOf(node)}$`
    const table = `\\begin{tabular}{@{}l@{\\enspace}r@{}}$${nameOf(node)}$ & ${operation}${rows.map((row) => ` \\\\ ${row}`).join('')}\\end{tabular}`
    const size = `minimum width=${cm(box.width)}cm, minimum height=${cm(box.height)}cm`
    return [`  \\node[${node.kind}, ${size}${step?.node === node.id ? ', very thick' : ''}] (${id}) at ${at} {${table}};`]
  })
  const edges = parts.links.flatMap((link) => {
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
        : `{$${edgeLatex(edge.latex)}$${isPlain(edge.latex) || edge.partial === null ? '' : ` \\\\ \\tiny $${latexOf(edge.partial)}$`}}`
    const wire = layout.wires.get(link.id)
    if (wire === undefined) return []
    const at = ({ x, y }: Point) => `(${cm(x)}, ${cm(layout.height - y)})`
    return [
      `  \\draw[${options.join(', ')}] ${curve(wire.points, at)};`,
      ...(label === '' ? [] : [`  \\node[label] at ${at(wire.label)} ${label};`])
    ]
  })
  return [
    `% ${escaped(report.expression)}: ${mode} sweep`,
    '% needs \\usepackage{amsmath,tikz} and \\usetikzlibrary{shapes.misc,shadows}',
    '% made no wider than a line and no taller than a page',
    '\\begingroup',
    '\\sbox0{\\begin{tikzpicture}[font=\\scriptsize, >=stealth,',
    ...kinds.map((kind) => `  ${kind}/.style={draw, inner sep=2pt, ${STYLES[kind]}},`),
    '  label/.style={fill=white, inner sep=1pt, align=center}]',
    ...nodes,
    ...edges,
    '\\end{tikzpicture}}%',
    '\\ifdim\\wd0>\\linewidth\\sbox0{\\resizebox{\\linewidth}{!}{\\usebox0}}\\fi%',
    '\\ifdim\\ht0>0.9\\textheight\\sbox0{\\resizebox{!}{0.9\\textheight}{\\usebox0}}\\fi%',
    '\\noindent\\usebox0%',
    '\\endgroup%',
    ''
  ].join('\n')
}
