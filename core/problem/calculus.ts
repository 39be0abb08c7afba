import { raise, tangents, type LeafTangent } from '../autodiff/differentiate.ts'
import { add, mul } from '../autodiff/fold.ts'
import { isLeaf, type Graph, type Id, type Leaf, type Order } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'

/** Where networks are read. Tap 0 of each network is the point itself; the others are made as trial forms and conditions need them. */
export class Taps {
  readonly list: { network: number; at: 'own' | readonly Id[] }[] = []
  /** an integral over a plane reads its integrand at hundreds of places */
  private readonly known = new Map<string, number>()

  find(network: number, at: 'own' | readonly Id[]): number {
    const key = `${network} ${String(at)}`
    const known = this.known.get(key) ?? this.list.push({ network, at }) - 1
    this.known.set(key, known)
    return known
  }
}

/** An unknown, by its number, or a network by its own. */
export interface Supplied {
  kind: 'unknown' | 'network'
  index: number
}

/**
 * Total derivatives in a problem's graph: D_a of an unknown or a network raises its order; read at a mapped point it gets
 * the chain rule. Every derivative is memoised, so D^order by repeated D_a shares its nodes.
 */
export class Calculus {
  readonly graph: Graph
  readonly taps: Taps
  private readonly depends: (of: Supplied, axis: number) => boolean
  private readonly memo = new Map<number, Map<Id, Id>>()
  /** nodes known to have the same value at every point, or not */
  private readonly fixed = new Map<Id, boolean>()

  /** @param depends whether an unknown, or what a network supplies, varies along a variable */
  constructor(graph: Graph, taps: Taps, depends: (of: Supplied, axis: number) => boolean = () => true) {
    this.graph = graph
    this.taps = taps
    this.depends = depends
  }

  /** D^order of a node, order by coordinate. */
  derivative(id: Id, order: Order): Id {
    let result = id
    order.forEach((n, axis) => {
      for (let k = 0; k < n; k++) result = this.partial(result, axis)
    })
    return result
  }

  /** A node that is a function of the point, read at other coordinates. */
  at(id: Id, coordinates: readonly Id[]): Id {
    const { graph } = this
    const moved = (nodes: readonly Id[]): Id[] => nodes.map((node) => this.at(node, coordinates))
    this.markFixed(id)
    const replaced = (leaf: Leaf): Id | undefined => {
      switch (leaf.op) {
        case 'coordinate':
          return coordinates[leaf.axis]
        case 'unknown':
          return graph.leaf({ ...leaf, at: leaf.at === undefined ? coordinates : moved(leaf.at) })
        case 'network': {
          const { network, at } = this.taps.list[leaf.tap]!
          return graph.leaf({ ...leaf, tap: this.taps.find(network, at === 'own' ? coordinates : moved(at)) })
        }
        default:
          return undefined
      }
    }
    return rewrite(graph, [id], graph, replaced, (inner) => this.fixed.get(inner) === true)[0]!
  }

  /** Notes of a node, and of all that it depends on, whether it has the same value at every point: an integral between fixed limits does. */
  private markFixed(root: Id): void {
    const { graph, fixed } = this
    const isFixed = (nodes: 'own' | readonly Id[] | undefined): boolean => {
      if (nodes === undefined || nodes === 'own') return false
      nodes.forEach((node) => this.markFixed(node))
      return nodes.every((node) => fixed.get(node) === true)
    }
    for (const id of graph.reachable([root], (inner) => fixed.has(inner))) {
      if (fixed.has(id)) continue
      const node = graph.node(id)
      if (!isLeaf(node))
        fixed.set(
          id,
          node.args.every((arg) => fixed.get(arg) === true)
        )
      else if (node.op === 'unknown') fixed.set(id, isFixed(node.at))
      else if (node.op === 'network') fixed.set(id, isFixed(this.taps.list[node.tap]!.at))
      else fixed.set(id, !['coordinate', 'column'].includes(node.op))
    }
  }

  private partial(id: Id, axis: number): Id {
    const known = this.memo.get(axis) ?? new Map<Id, Id>()
    this.memo.set(axis, known)
    const leafTangent: LeafTangent = (leaf) => this.leafPartial(leaf, axis)
    return tangents(this.graph, [id], leafTangent, known)[0]!
  }

  private leafPartial(leaf: Leaf, axis: number): Id | undefined {
    if (leaf.op === 'coordinate') return leaf.axis === axis ? this.graph.constant(1) : undefined
    if (leaf.op !== 'unknown' && leaf.op !== 'network') return undefined
    const at = leaf.op === 'unknown' ? leaf.at : this.taps.list[leaf.tap]!.at
    const of: Supplied =
      leaf.op === 'unknown' ? { kind: 'unknown', index: leaf.unknown } : { kind: 'network', index: this.taps.list[leaf.tap]!.network }
    if (at === undefined || at === 'own')
      return this.depends(of, axis) ? this.graph.leaf({ ...leaf, order: raise(leaf.order, axis) }) : undefined
    let sum = this.graph.constant(0)
    at.forEach((coordinate, k) => {
      if (!this.depends(of, k)) return
      const inner = this.partial(coordinate, axis)
      sum = add(this.graph, sum, mul(this.graph, this.graph.leaf({ ...leaf, order: raise(leaf.order, k) }), inner))
    })
    return sum
  }
}

/** The leaves of a kind that the roots depend on. */
export function leavesOf<Op extends Leaf['op']>(graph: Graph, roots: readonly Id[], op: Op): { id: Id; leaf: Extract<Leaf, { op: Op }> }[] {
  const found: { id: Id; leaf: Extract<Leaf, { op: Op }> }[] = []
  for (const id of graph.reachable(roots)) {
    const node = graph.node(id)
    if (isLeaf(node) && node.op === op) found.push({ id, leaf: node as Extract<Leaf, { op: Op }> })
  }
  return found
}
