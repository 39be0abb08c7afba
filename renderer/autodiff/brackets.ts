import type { Derivation, EdgeReport, NodeId, NodeReport } from '../../core/autodiff/explore/report.ts'

/** Longer than this a line of factors is no help. */
const MOST_PATHS = 3
const MOST_FACTORS = 14

type Graph = Pick<Derivation, 'nodes' | 'edges' | 'inputs' | 'outputs' | 'output' | 'wrt'>

/**
 * The chain rule with the brackets in which a mode multiplies it out, path by path, as on the slide: reverse mode begins at the
 * output, [df/db db/da] da/dx, forward mode at the input, df/db [db/da da/dx]. Null where there are too many paths to be read.
 */
export function bracketed(graph: Graph, mode: 'forward' | 'reverse'): string | null {
  const [from, to] = [graph.inputs[graph.wrt]?.node, graph.outputs[graph.output]?.node]
  if (from === undefined || to === undefined) return null
  const paths = pathsBetween(graph, from, to)
  if (paths === null || paths.length === 0 || paths.every((path) => path.length < 2)) return null
  const letters = new Map(graph.nodes.map((node): [NodeId, NodeReport] => [node.id, node]))
  const name = (id: NodeId) => letters.get(id)?.latex ?? id
  const factors = paths.map((path) => path.map((edge) => `\\frac{\\partial ${name(edge.to)}}{\\partial ${name(edge.from)}}`))
  const written = factors.map((list) => (mode === 'reverse' ? fromTheLeft(list) : fromTheRight(list)))
  return `\\frac{\\partial ${name(to)}}{\\partial ${name(from)}} = ${written.join(' + ')}`
}

const fromTheLeft = (list: readonly string[]): string =>
  list.reduce((before, next, k) => (k === 1 ? `${before}\\,${next}` : `\\left[${before}\\right]${next}`))
const fromTheRight = (list: readonly string[]): string =>
  list.toReversed().reduce((after, next, k) => (k === 1 ? `${next}\\,${after}` : `${next}\\left[${after}\\right]`))

/** Every path from an input to an output, its edges in the order from the output down; null where there are too many. */
function pathsBetween({ edges }: Graph, from: NodeId, to: NodeId): EdgeReport[][] | null {
  const into = new Map<NodeId, EdgeReport[]>()
  for (const edge of edges) if (!edge.idle) into.set(edge.to, [...(into.get(edge.to) ?? []), edge])
  const found: EdgeReport[][] = []
  const open: EdgeReport[][] = [[]]
  let factors = 0
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const at = path.at(-1)?.from ?? to
    if (at === from) {
      found.push(path)
      factors += path.length
    } else for (const edge of (into.get(at) ?? []).toReversed()) open.push([...path, edge])
    if (found.length > MOST_PATHS || factors > MOST_FACTORS || path.length > MOST_FACTORS || open.length > 200) return null
  }
  return found
}
