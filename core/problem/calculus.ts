import { raise, tangents, type LeafTangent } from '../autodiff/differentiate.ts'
import { add, mul } from '../autodiff/fold.ts'
import { isLeaf, type Graph, type Id, type Leaf, type Order } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'

/** Where networks are read. Tap 0 of each network is the point itself; the others are made as trial forms and conditions need them. */
export class Taps {
  readonly list: { network: number; at: 'own' | readonly Id[] }[] = []

  find(network: number, at: 'own' | readonly Id[]): number {
    const known = this.list.findIndex((tap) => tap.network === network && String(tap.at) === String(at))
    return known >= 0 ? known : this.list.push({ network, at }) - 1
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
    const [result] = rewrite(graph, [id], graph, (leaf) => {
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
    })
    return result!
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
