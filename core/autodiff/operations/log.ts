import { div } from '../fold.ts'
import type { Operation } from '../operation.ts'

export const log: Operation = {
  name: 'log',
  arity: 1,
  value: (a) => Math.log(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.log(a[i]!)
  },
  partials: (graph, args) => {
    const a = args[0]!
    return [div(graph, graph.constant(1), a)]
  },
  flops: 1,
  partialFlops: () => [1]
}
