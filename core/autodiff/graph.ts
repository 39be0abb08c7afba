import type { OperationName } from './operations/index.ts'

/** Index of a node in its graph. Arguments always have smaller ids than the node that uses them: ids are a topological order. */
export type Id = number

/** Multi-index: order of differentiation per coordinate. */
export type Order = readonly number[]

/** A value that is given, not computed. */
export type Leaf =
  | { op: 'constant'; value: number }
  /** the point's own coordinate */
  | { op: 'coordinate'; axis: number }
  /** D^order of output `output` of the network read at tap `tap` */
  | { op: 'network'; tap: number; output: number; order: Order }
  /** D^order of a dependent variable; `at` (one node per coordinate) where it is not the point itself */
  | { op: 'unknown'; unknown: number; order: Order; at?: readonly Id[] }
  /** per point, fixed while training */
  | { op: 'column'; column: number }
  /** per run: a parameter of the problem, a scale, a weight */
  | { op: 'scalar'; scalar: number }
  | { op: 'trainable'; trainable: number }
  | { op: 'integral'; integral: number }
  /** D^order of the quantity that an activation acts on */
  | { op: 'jet'; order: Order }
  /** an adjoint or tangent that comes from outside the graph */
  | { op: 'seed'; seed: number }

export type Node = Leaf | { op: OperationName; args: readonly Id[] }

export function isLeaf(node: Node): node is Leaf {
  return !('args' in node)
}

/** Two ids below it make one number without loss. */
const MOST_PAIRED = 2 ** 26

/**
 * A computational graph: a hash-consed, directed acyclic arena of elementary operations. The same operation on the same
 * arguments is the same node, so common sub-expressions are merged; nothing is folded or commuted here (see fold.ts).
 */
export class Graph {
  readonly nodes: Node[] = []
  private readonly leaves = new Map<string, Id>()
  private readonly constants = new Map<number, Id>()
  /** by operation: applications by the number that their arguments make, or by their text where they are three */
  private readonly applied = new Map<OperationName, Map<number | string, Id>>()

  node(id: Id): Node {
    const node = this.nodes[id]
    if (node === undefined) throw new RangeError(`no node ${id} in a graph of ${this.nodes.length}`)
    return node
  }

  constant(value: number): Id {
    // A Map takes -0 for 0 and every NaN for the same.
    if (Object.is(value, -0)) return this.intern(this.leaves, '-0', { op: 'constant', value })
    return this.constants.get(value) ?? this.intern(this.constants, value, { op: 'constant', value })
  }

  leaf(leaf: Leaf): Id {
    return leaf.op === 'constant' ? this.constant(leaf.value) : this.intern(this.leaves, JSON.stringify(leaf), leaf)
  }

  coordinate(axis: number): Id {
    return this.leaf({ op: 'coordinate', axis })
  }

  apply(op: OperationName, ...args: Id[]): Id {
    const known = this.applied.get(op) ?? new Map<number | string, Id>()
    if (known.size === 0) this.applied.set(op, known)
    const [a = 0, b = 0] = args
    const key = args.length <= 2 && b < MOST_PAIRED ? a * MOST_PAIRED + b : args.join()
    return known.get(key) ?? this.intern(known, key, { op, args })
  }

  /** The constant's value, or undefined for any other node. */
  constantValue(id: Id): number | undefined {
    const node = this.node(id)
    return node.op === 'constant' ? node.value : undefined
  }

  /**
   * All nodes that the roots depend on, themselves included, in topological order.
   * @param ends nodes beyond which nothing is looked for
   */
  reachable(roots: readonly Id[], ends?: (id: Id) => boolean): Id[] {
    // arguments come before what is computed from them: nothing above the last root is reached
    const last = roots.reduce((max, root) => Math.max(max, root), -1)
    const seen = new Uint8Array(last + 1)
    for (const root of roots) seen[root] = 1
    const ids: Id[] = []
    for (let id = last; id >= 0; id--) {
      if (!seen[id]) continue
      ids.push(id)
      if (ends?.(id)) continue
      for (const arg of argumentsOf(this.node(id))) seen[arg] = 1
    }
    return ids.reverse()
  }

  private intern<Key>(index: Map<Key, Id>, key: Key, node: Node): Id {
    const known = index.get(key)
    if (known !== undefined) return known
    const id = this.nodes.push(node) - 1
    index.set(key, id)
    return id
  }
}

/** Nodes that a node is computed from; an unknown read elsewhere depends on the nodes that say where. */
export function argumentsOf(node: Node): readonly Id[] {
  if (!isLeaf(node)) return node.args
  return node.op === 'unknown' ? (node.at ?? []) : []
}
