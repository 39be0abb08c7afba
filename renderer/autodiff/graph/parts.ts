import type { Derivation, EdgeReport, GroupReport, NodeId, NodeReport } from '../../../core/autodiff/explore/report.ts'

/** What is drawn as one: a node, or nodes gathered into a group. */
export type Part = { id: string; node: NodeReport; group: null } | { id: string; node: null; group: GroupReport }

/** What is drawn as one line: a use of a node by an operation, or several between the same two parts. */
export interface Link {
  id: string
  from: string
  to: string
  /** indices into the report's edges */
  edges: number[]
  /** the use, where it is a single one between nodes */
  edge: EdgeReport | null
}

export interface Parts {
  parts: Part[]
  links: Link[]
  /** the part in which a node is drawn, by position of the node */
  partOf: string[]
  /** the open groups around what is drawn, the outermost first */
  around: GroupReport[]
}

type Graph = Pick<Derivation, 'nodes' | 'edges' | 'groups'>

export const positionOf = (id: NodeId): number => Number(id.slice(1)) - 1
const groupId = (group: GroupReport) => `g${group.id}`

/**
 * What is drawn of a graph while the groups in `open` are open: their inside, and everything else closed.
 * Graphs without groups are drawn node by node.
 */
export function partsOf({ nodes, edges, groups }: Graph, open: ReadonlySet<number>): Parts {
  const byId = new Map(groups.map((group) => [group.id, group]))
  const shownInside = (group: GroupReport): boolean => {
    for (let at = group.parent; at !== null; at = byId.get(at)?.parent ?? null) if (!open.has(at)) return false
    return true
  }
  const partOf: string[] = nodes.map(({ id }) => id)
  const parts = new Map<string, Part>()
  // The outermost first, so that what lies inside an open group is claimed by the groups within it.
  const outermostFirst = groups
    .filter((group) => group.nodes > 1 && shownInside(group))
    .toSorted((a, b) => b.nodes - a.nodes || a.id - b.id)
  for (const group of outermostFirst) {
    if (open.has(group.id)) continue
    const id = groupId(group)
    parts.set(id, { id, node: null, group })
    for (let k = positionOf(group.first); k <= positionOf(group.last); k++) partOf[k] = id
  }
  const ordered: Part[] = []
  const seen = new Set<string>()
  nodes.forEach((node, k) => {
    const id = partOf[k] ?? node.id
    if (seen.has(id)) return
    seen.add(id)
    ordered.push(parts.get(id) ?? { id, node, group: null })
  })
  return {
    parts: ordered,
    links: linksOf(edges, partOf),
    partOf,
    around: outermostFirst.filter(({ id }) => open.has(id))
  }
}

function linksOf(edges: readonly EdgeReport[], partOf: readonly string[]): Link[] {
  const links = new Map<string, Link>()
  edges.forEach((edge, index) => {
    const [from, to] = [partOf[positionOf(edge.from)] ?? edge.from, partOf[positionOf(edge.to)] ?? edge.to]
    if (from === to) return
    // Between two nodes every use is a line of its own: x*x has two.
    const single = from === edge.from && to === edge.to
    const id = single ? `e${index}` : `${from}-${to}`
    const link = links.get(id)
    if (link === undefined) links.set(id, { id, from, to, edges: [index], edge: single ? edge : null })
    else link.edges.push(index)
  })
  return [...links.values()]
}
