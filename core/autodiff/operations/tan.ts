import { add, mul } from '../fold.ts'
import type { Operation } from '../operation.ts'

export const tan: Operation = {
  name: 'tan',
  arity: 1,
  value: (a) => Math.tan(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.tan(a[i]!)
  },
  partials: (graph, _args, self) => [add(graph, graph.constant(1), mul(graph, self, self))],
  flops: 1,
  partialFlops: () => [2]
}
