import { call } from './fold.ts'
import { isLeaf, type Graph, type Id, type Leaf } from './graph.ts'

/**
 * Copies the roots from one graph into another (or the same), replacing leaves; operations are folded on the way.
 * `replace` gives the leaf's node in the target graph; undefined keeps the leaf as it is.
 * @param kept nodes that stay as they are, with all that they depend on; within one graph
 */
export function rewrite(
  source: Graph,
  roots: readonly Id[],
  target: Graph,
  replace: (leaf: Leaf, id: Id) => Id | undefined,
  kept?: (id: Id) => boolean
): Id[] {
  const image = new Map<Id, Id>()
  for (const id of source.reachable(roots, kept)) {
    const node = source.node(id)
    if (kept?.(id)) image.set(id, id)
    else if (isLeaf(node)) image.set(id, replace(node, id) ?? target.leaf(node))
    else image.set(id, call(target, node.op, ...node.args.map((arg) => image.get(arg)!)))
  }
  return roots.map((root) => image.get(root)!)
}
