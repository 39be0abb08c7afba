import { isLeaf, type Graph, type Id } from './graph.ts'
import { operation } from './operations/index.ts'

/**
 * A function that evaluates the roots at coordinates, many times over: the nodes are laid out once. Leaves other than constants
 * and coordinates are NaN.
 */
export function evaluator(graph: Graph, roots: readonly Id[]): (coordinates: ArrayLike<number>) => number[] {
  const ids = graph.reachable(roots)
  const slot = new Map(ids.map((id, k) => [id, k]))
  const values = new Float64Array(ids.length)
  const axes: [slot: number, axis: number][] = []
  const steps: { out: number; value: (a: number, b: number, c: number) => number; a: number; b: number; c: number }[] = []
  ids.forEach((id, out) => {
    const node = graph.node(id)
    if (node.op === 'constant') values[out] = node.value
    else if (node.op === 'coordinate') axes.push([out, node.axis])
    else if (isLeaf(node)) values[out] = NaN
    else {
      const [a = 0, b = 0, c = 0] = node.args.map((arg) => slot.get(arg)!)
      steps.push({ out, value: operation(node.op).value, a, b, c })
    }
  })
  const outputs = roots.map((root) => slot.get(root)!)
  return (coordinates) => {
    for (const [out, axis] of axes) values[out] = coordinates[axis]!
    for (const { out, value, a, b, c } of steps) values[out] = value(values[a]!, values[b]!, values[c]!)
    return outputs.map((out) => values[out]!)
  }
}
