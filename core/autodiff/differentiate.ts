import { add, mul } from './fold.ts'
import { isLeaf, type Graph, type Id, type Leaf } from './graph.ts'
import { operation } from './operations/index.ts'

/** Derivative of a leaf in the direction that a tangent sweep follows; undefined = 0. */
export type LeafTangent = (leaf: Leaf, id: Id) => Id | undefined

/**
 * Forward mode. For each root its tangent, the sum over its arguments of local partial times the argument's tangent, as
 * nodes of the same graph (Griewank & Walther, Evaluating Derivatives, 2008, section 3.1). Repeating it gives higher
 * orders. Partials that are 0 or 1 cost no node.
 */
export function tangents(graph: Graph, roots: readonly Id[], leafTangent: LeafTangent, known = new Map<Id, Id>()): Id[] {
  const zero = graph.constant(0)
  for (const id of graph.reachable(roots)) {
    if (known.has(id)) continue
    const node = graph.node(id)
    if (isLeaf(node)) {
      known.set(id, leafTangent(node, id) ?? zero)
      continue
    }
    let sum = zero
    if (node.args.some((arg) => known.get(arg) !== zero)) {
      const partials = operation(node.op).partials(graph, node.args, id)
      node.args.forEach((arg, k) => {
        const tangent = known.get(arg)!
        if (tangent !== zero) sum = add(graph, sum, mul(graph, partials[k]!, tangent))
      })
    }
    known.set(id, sum)
  }
  return roots.map((root) => known.get(root)!)
}

/**
 * Reverse mode. Given adjoints of some roots, the adjoint of every node that leads to one of `wanted`:
 * df/dx_i = sum over {x_j : x_i in Pa(x_j)} of df/dx_j * dx_j/dx_i (the lecture's sum over children). Contributions are
 * added in descending order of the child's id, so that sums are reproducible.
 * @param ends nodes that the sweep does not go beyond
 */
export function adjoints(
  graph: Graph,
  roots: readonly { id: Id; adjoint: Id }[],
  wanted: readonly Id[],
  ends?: (id: Id) => boolean
): Map<Id, Id> {
  const zero = graph.constant(0)
  const order = graph.reachable(
    roots.map((root) => root.id),
    ends
  )
  const leads = new Set<Id>(wanted)
  for (const id of order) {
    const node = graph.node(id)
    if (!isLeaf(node) && !ends?.(id) && node.args.some((arg) => leads.has(arg))) leads.add(id)
  }
  const adjoint = new Map<Id, Id>()
  for (const root of roots) adjoint.set(root.id, add(graph, adjoint.get(root.id) ?? zero, root.adjoint))
  for (const id of order.toReversed()) {
    const own = adjoint.get(id)
    const node = graph.node(id)
    if (own === undefined || own === zero || isLeaf(node) || !leads.has(id) || ends?.(id)) continue
    const partials = operation(node.op).partials(graph, node.args, id)
    node.args.forEach((arg, k) => {
      if (leads.has(arg)) adjoint.set(arg, add(graph, adjoint.get(arg) ?? zero, mul(graph, own, partials[k]!)))
    })
  }
  return adjoint
}

/** Adds one to the order along an axis. */
export function raise(order: readonly number[], axis: number): number[] {
  return order.map((n, k) => (k === axis ? n + 1 : n))
}
