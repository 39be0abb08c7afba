import type { NodeKind, SweepMode } from '../../../core/autodiff/explore/report.ts'
import type { Derivation } from '../../../core/autodiff/explore/report.ts'
import type { Theme } from '../../charts/theme.ts'
import { wirePath } from '../graph/layout.ts'
import type { Box, Layout, Size } from '../graph/layout.ts'
import type { Parts } from '../graph/parts.ts'
import { outlinePath } from '../graph/shape.ts'
import { edgeLatex, isPlain, nameOf, operationOf } from '../graph/sizes.ts'
import { dotted } from '../accent.ts'
import { latexOf } from '../numbers.ts'
import { currentStep, GETS, MODES, numberOf, seen, stepOfNode } from '../sweep.ts'
import type { Place } from '../sweep.ts'
import type { Outlined } from './outlines.ts'
import { boxPath, fromD, mapped } from './path.ts'
import type { Path } from './path.ts'

/** One thing that is drawn. Colours are hexadecimal. */
export interface Mark {
  path: Path
  fill?: string
  stroke?: string
  width?: number
  dash?: number[]
}
export interface Scene extends Size {
  marks: Mark[]
  /** what it says, for those who do not see it */
  alt: string
}

type Outline = (latex: string, px: number) => Promise<Outlined>
interface Look {
  report: Derivation
  mode: SweepMode
  place: Place
  theme: Theme
  outline: Outline
}

const GREY = '#6b7280'

/** The graph as it lies on the screen, as outlines on paper: black text in the faces of TeX, whose letters need no font. */
export async function graphScene({ parts, layout, ...look }: Look & { parts: Parts; layout: Layout }): Promise<Scene> {
  const { report, mode, place, theme } = look
  const step = currentStep(report, mode, place)
  const active = new Set(step?.edges ?? [])
  const wires = parts.links.flatMap((link): Mark[] => {
    const points = layout.wires.get(link.id)?.points ?? []
    const [start, end] = [points[0], points.at(-1)]
    if (start === undefined || end === undefined) return []
    const lit = link.edges.some((edge) => active.has(edge))
    const back = mode === 'reverse' && lit
    const tip = back ? start : end
    const way = back ? 1 : -1
    const stroke = lit ? sweepColour(theme, mode) : GREY
    const idle = link.edge?.idle === true
    return [
      { path: fromD(wirePath(points)), stroke, width: lit ? 2.4 : 1.1, ...(idle ? { dash: [2, 3] } : {}) },
      {
        path: fromD(`M${tip.x + way * 7},${tip.y - 4}L${tip.x + way},${tip.y}L${tip.x + way * 7},${tip.y + 4}`),
        stroke,
        width: lit ? 2 : 1.1
      }
    ]
  })
  const labels = await Promise.all(
    parts.links.map((link) => labelMarks(look, link.edge, layout.wires.get(link.id)?.label, active.has(link.edges[0] ?? -1)))
  )
  const cards = await Promise.all(
    parts.parts.map((part) => {
      const box = layout.boxes.get(part.id)
      if (box === undefined) return Promise.resolve([])
      return part.node === null ? groupMarks(look, part.group.label, box) : cardMarks(look, part.node, box, step?.node === part.node.id)
    })
  )
  return {
    width: layout.width,
    height: layout.height,
    marks: [...wires, ...labels.flat(), ...cards.flat()],
    alt: `Computational graph of ${report.expression}: ${report.nodes.length} nodes, ${report.edges.length} edges, ${mode} sweep.`
  }
}

const sweepColour = (theme: Theme, mode: SweepMode): string =>
  mode === 'forward' ? theme.network : mode === 'reverse' ? theme.fourth : '#000000'
const sweepText = (theme: Theme, mode: SweepMode): string =>
  mode === 'forward' ? theme.networkText : mode === 'reverse' ? theme.fourthText : '#000000'

const kindColour = (theme: Theme, kind: NodeKind): string =>
  ({ input: '#434b57', constant: '#848d9b', arithmetic: theme.sixth, power: theme.fifth, function: theme.classic, choice: theme.error })[
    kind
  ]

/** A hexadecimal colour, thinned with white. */
export function tint(colour: string, share: number): string {
  const parts = /^#(..)(..)(..)$/.exec(colour)?.slice(1) ?? []
  return `#${parts
    .map((part) =>
      Math.round(255 + (Number.parseInt(part, 16) - 255) * share)
        .toString(16)
        .padStart(2, '0')
    )
    .join('')}`
}

async function write(
  outline: Outline,
  latex: string,
  px: number,
  at: { x: number; y: number; anchor: 'left' | 'right' | 'middle' },
  fill: string
): Promise<Mark & Size> {
  const { path, width, height } = await outline(latex, px)
  const x = at.anchor === 'left' ? at.x : at.anchor === 'right' ? at.x - width : at.x - width / 2
  return { path: mapped(path, (px_, py) => [x + px_, at.y - height / 2 + py]), fill, width, height }
}
const inked = ({ path, fill }: Mark & Size): Mark => ({ path, ...(fill === undefined ? {} : { fill }) })

async function labelMarks(
  { outline, mode, theme, report }: Look,
  edge: Derivation['edges'][number] | null,
  at: { x: number; y: number } | undefined,
  lit: boolean
): Promise<Mark[]> {
  if (edge === null || at === undefined) return []
  const from = report.nodes[Number(edge.from.slice(1)) - 1]
  const to = report.nodes[Number(edge.to.slice(1)) - 1]
  const share = lit && mode !== 'evaluation'
  const colour = share ? sweepText(theme, mode) : '#000000'
  const latex = !share
    ? edge.latex
    : mode === 'reverse'
      ? `${to?.adjointLatex ?? ''} \\cdot ${edge.latex}`
      : `${edge.latex} \\cdot ${dotted(from?.latex ?? '')}`
  const number = share ? (mode === 'reverse' ? edge.adjoint : edge.tangent) : isPlain(edge.latex) ? undefined : edge.partial
  const above = await write(
    outline,
    edgeLatex(latex),
    12.5,
    { x: at.x, y: number === undefined ? at.y : at.y - 8, anchor: 'middle' },
    colour
  )
  const below =
    number === undefined
      ? null
      : await write(outline, `\\mathsf{${latexOf(number)}}`, 10.5, { x: at.x, y: at.y + above.height / 2, anchor: 'middle' }, colour)
  const width = Math.max(above.width, below?.width ?? 0) + 8
  const top = (number === undefined ? at.y : at.y - 8) - above.height / 2 - 1
  const bottom = below === null ? at.y + above.height / 2 + 1 : at.y + above.height / 2 + below.height / 2 + 1
  const ground: Mark = { path: boxPath(at.x - width / 2, top, width, bottom - top), fill: '#ffffff' }
  return [ground, inked(above), ...(below === null ? [] : [inked(below)])]
}

async function cardMarks(
  { report, outline, mode, place, theme }: Look,
  node: Derivation['nodes'][number],
  box: Box,
  on: boolean
): Promise<Mark[]> {
  const [left, top] = [box.x - box.width / 2, box.y - box.height / 2]
  const kind = kindColour(theme, node.kind)
  const edge = fromD(outlinePath(node.kind, box.width, box.height, left, top))
  const plain = node.op === 'input' || node.op === 'constant'
  const right = box.x + box.width / 2 - 11
  const texts = [
    write(outline, nameOf(node), 14, { x: left + 11, y: top + 19, anchor: 'left' }, '#000000'),
    write(
      outline,
      plain ? `\\textsf{${node.op}}` : operationOf(node),
      plain ? 10.5 : 12.5,
      { x: right, y: top + 19, anchor: 'right' },
      '#333333'
    ),
    ...MODES.flatMap((of, k) => {
      const state = seen(of, mode, place, stepOfNode(report, of).get(node.id))
      const y = top + 40 + 18 * k
      const colour = of === 'evaluation' ? '#000000' : sweepText(theme, of)
      const number =
        state === 'known'
          ? [write(outline, `\\mathsf{${latexOf(numberOf(node, of))}}`, 11.5, { x: right, y, anchor: 'right' }, colour)]
          : []
      return [write(outline, `\\textsf{${GETS[of]}}`, 11, { x: left + 11, y, anchor: 'left' }, '#555555'), ...number]
    })
  ]
  return [
    {
      path: edge,
      fill: tint(kind, 0.1),
      stroke: on ? sweepColour(theme, mode) : kind,
      width: on ? 2.2 : 1,
      ...(node.kind === 'constant' ? { dash: [4, 3] } : {})
    },
    ...(await Promise.all(texts)).map(inked)
  ]
}

async function groupMarks({ outline }: Look, label: string, box: Box): Promise<Mark[]> {
  const [left, top] = [box.x - box.width / 2, box.y - box.height / 2]
  const layers = [6, 3, 0].map((by): Mark => ({
    path: fromD(outlinePath('group', box.width, box.height, left + by, top + by)),
    fill: '#ffffff',
    stroke: GREY,
    width: 1
  }))
  return [
    ...layers,
    inked(
      await write(outline, `\\textsf{${label.replace(/[\\{}$&#%_^~]/g, '\\$&')}}`, 12, { x: box.x, y: box.y, anchor: 'middle' }, '#000000')
    )
  ]
}
