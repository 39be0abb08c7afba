import { times } from '../complex.ts'
import type { Operation } from '../operation.ts'

export const mul: Operation = {
  name: 'mul',
  arity: 2,
  kind: 'arithmetic',
  value: (a, b) => a * b,
  batch: (out, n, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! * b[i]!
  },
  partials: (graph, args) => {
    const [a, b] = args as [number, number]
    return [b, a]
  },
  complex: times,
  flops: 1,
  partialFlops: () => [0, 0]
}
