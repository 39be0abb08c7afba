import type { Operation } from '../operation.ts'

export const sign: Operation = {
  name: 'sign',
  arity: 1,
  value: (a) => Math.sign(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.sign(a[i]!)
  },
  partials: (graph) => [graph.constant(0)],
  flops: 1,
  partialFlops: () => [0]
}
