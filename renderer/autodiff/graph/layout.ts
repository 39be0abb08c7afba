import type { Link, Part, Parts } from './parts.ts'

export interface Point {
  x: number
  y: number
}
export interface Size {
  width: number
  height: number
}
/** A part's box by its middle. */
export interface Box extends Point, Size {}

/** A line from the right side of one box to the left side of another, through the place of its label. */
export interface Wire {
  points: Point[]
  label: Point
}

export interface Layout extends Size {
  boxes: ReadonlyMap<string, Box>
  wires: ReadonlyMap<string, Wire>
}

/** What the boxes and labels measure. */
export interface Sizes {
  part: (part: Part) => Size
  label: (link: Link) => Size
}

/** Wires that meet at a side of a box keep so far apart, in px. */
const PORT = 15

/** Lays the parts out from left to right in layers (Sugiyama's method, by dagre, which is read when the first graph is drawn). */
export async function layOut({ parts, links }: Parts, sizes: Sizes): Promise<Layout> {
  const { Graph, layout } = await import('@dagrejs/dagre')
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 24, edgesep: 12, ranksep: 10, marginx: 12, marginy: 12 })
  for (const part of parts) graph.setNode(part.id, { ...sizes.part(part) })
  for (const link of links) graph.setEdge(link.from, link.to, { ...sizes.label(link), labelpos: 'c', minlen: 1 }, link.id)
  layout(graph)
  const boxes = new Map<string, Box>()
  for (const { id } of parts) {
    const { x, y, width, height } = graph.node(id) as Box
    boxes.set(id, { x, y, width, height })
  }
  const raw = new Map<string, Wire>()
  for (const { id, from, to } of links) {
    const edge = graph.edge(from, to, id) as Partial<Point> & { points?: Point[] }
    const points = edge.points ?? []
    const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 }
    raw.set(id, { points, label: { x: edge.x ?? middle.x, y: edge.y ?? middle.y } })
  }
  const { width = 0, height = 0 } = graph.graph() as Partial<Size>
  return { width, height, boxes, wires: docked(links, boxes, raw) }
}

/** Ends every wire at a port of its own on the sides of its boxes, in the order in which the wires come. */
function docked(links: readonly Link[], boxes: ReadonlyMap<string, Box>, raw: ReadonlyMap<string, Wire>): Map<string, Wire> {
  const inner = (link: Link): Point[] => raw.get(link.id)?.points.slice(1, -1) ?? []
  const start = ports(
    links,
    (link) => link.from,
    (link) => inner(link)[0]?.y ?? boxes.get(link.to)?.y ?? 0,
    boxes
  )
  const end = ports(
    links,
    (link) => link.to,
    (link) => inner(link).at(-1)?.y ?? boxes.get(link.from)?.y ?? 0,
    boxes
  )
  return new Map(
    links.map((link) => {
      const [from, to] = [boxes.get(link.from), boxes.get(link.to)]
      const points = [
        { x: (from?.x ?? 0) + (from?.width ?? 0) / 2, y: start.get(link.id) ?? 0 },
        ...inner(link),
        { x: (to?.x ?? 0) - (to?.width ?? 0) / 2, y: end.get(link.id) ?? 0 }
      ]
      return [link.id, { points: levelled(points), label: raw.get(link.id)?.label ?? { x: 0, y: 0 } }]
    })
  )
}

function ports(
  links: readonly Link[],
  box: (link: Link) => string,
  height: (link: Link) => number,
  boxes: ReadonlyMap<string, Box>
): Map<string, number> {
  const at = new Map<string, Link[]>()
  for (const link of links) at.set(box(link), [...(at.get(box(link)) ?? []), link])
  const result = new Map<string, number>()
  for (const [id, list] of at) {
    const middle = boxes.get(id)?.y ?? 0
    const room = Math.max(0, (boxes.get(id)?.height ?? 0) - 24)
    const step = list.length < 2 ? 0 : Math.min(PORT, room / (list.length - 1))
    const ordered = list.toSorted((a, b) => height(a) - height(b))
    ordered.forEach((link, k) => result.set(link.id, middle + (k - (list.length - 1) / 2) * step))
  }
  return result
}

/** A wire that all but runs straight runs straight. */
function levelled(points: readonly Point[]): Point[] {
  return points.filter((point, k) => {
    const [before, after] = [points[k - 1], points[k + 1]]
    return before === undefined || after === undefined || Math.abs(before.y - point.y) > 0.5 || Math.abs(after.y - point.y) > 0.5
  })
}

/** A smooth path through points that go to the right, level at each of them. */
export function wirePath(points: readonly Point[]): string {
  return points
    .map((point, k) => {
      const before = points[k - 1]
      if (before === undefined) return `M${tidy(point.x)},${tidy(point.y)}`
      const bend = tidy((before.x + point.x) / 2)
      return `C${bend},${tidy(before.y)} ${bend},${tidy(point.y)} ${tidy(point.x)},${tidy(point.y)}`
    })
    .join('')
}

const tidy = (value: number): number => Math.round(value * 100) / 100
