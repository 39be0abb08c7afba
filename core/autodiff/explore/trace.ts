import { isLeaf, type Graph, type Id } from '../graph.ts'

/**
 * What a program that runs at this point computes: in every if() the branch that is not taken is cut off, so that its undefined
 * derivatives (0 times infinity) cannot reach the result. Nodes without an if() below them are their own image.
 * @param value value of every node
 * @returns the image of every node that the roots depend on
 */
export function trace(graph: Graph, roots: readonly Id[], value: (id: Id) => number): Map<Id, Id> {
  const image = new Map<Id, Id>()
  for (const id of graph.reachable(roots)) {
    const node = graph.node(id)
    if (isLeaf(node)) {
      image.set(id, id)
      continue
    }
    const args = node.args.map((arg) => image.get(arg)!)
    if (node.op === 'if') args[value(node.args[0]!) !== 0 ? 2 : 1] = graph.leaf({ op: 'seed', seed: id })
    image.set(id, args.every((arg, k) => arg === node.args[k]) ? id : graph.apply(node.op, ...args))
  }
  return image
}
