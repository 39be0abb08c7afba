import { div, mul } from '../fold.ts'
import type { Operation } from '../operation.ts'

export const sqrt: Operation = {
  name: 'sqrt',
  arity: 1,
  value: (a) => Math.sqrt(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.sqrt(a[i]!)
  },
  partials: (graph, _args, self) => [div(graph, graph.constant(1), mul(graph, graph.constant(2), self))],
  flops: 1,
  partialFlops: () => [2]
}
