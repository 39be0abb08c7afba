import { isLeaf, type Graph, type Id, type Leaf } from './graph.ts'
import { operation } from './operations/index.ts'

/** Values of the roots at one point; `leafValue` gives every leaf but constants. The forward evaluation sweep, in topological order. */
export function evaluate(graph: Graph, roots: readonly Id[], leafValue: (leaf: Leaf, id: Id) => number): number[] {
  const values = evaluateAll(graph, roots, leafValue)
  return roots.map((root) => values.get(root)!)
}

/** The same, with the value of every node on the way. */
export function evaluateAll(graph: Graph, roots: readonly Id[], leafValue: (leaf: Leaf, id: Id) => number): Map<Id, number> {
  const values = new Map<Id, number>()
  for (const id of graph.reachable(roots)) {
    const node = graph.node(id)
    if (node.op === 'constant') values.set(id, node.value)
    else if (isLeaf(node)) values.set(id, leafValue(node, id))
    else
      values.set(id, operation(node.op).value(values.get(node.args[0]!)!, values.get(node.args[1]!) ?? 0, values.get(node.args[2]!) ?? 0))
  }
  return values
}
