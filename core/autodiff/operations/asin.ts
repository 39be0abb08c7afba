import { div, mul, sub } from '../fold.ts'
import type { Operation } from '../operation.ts'

export const asin: Operation = {
  name: 'asin',
  arity: 1,
  value: (a) => Math.asin(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.asin(a[i]!)
  },
  partials: (graph, args) => {
    const a = args[0]!
    return [div(graph, graph.constant(1), graph.apply('sqrt', sub(graph, graph.constant(1), mul(graph, a, a))))]
  },
  flops: 1,
  partialFlops: () => [4]
}
