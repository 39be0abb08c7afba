import { call } from '../fold.ts'
import { called } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const max: Operation = {
  name: 'max',
  arity: 2,
  kind: 'choice',
  latex: called('\\max'),
  value: (a, b) => Math.max(a, b),
  batch: (out, n, a, b) => {
    for (let i = 0; i < n; i++) out[i] = Math.max(a[i]!, b[i]!)
  },
  partials: (graph, args) => {
    const [a, b] = args as [number, number]
    return [call(graph, 'ge', a, b), call(graph, 'lt', a, b)]
  },
  trouble: (a, b) =>
    a === b ? { code: 'not-differentiable', sentence: `the maximum has a kink where its arguments are equal, here ${a}` } : undefined,
  complex: (a, b) => (a[0] >= b[0] ? a : b),
  numpy: (a, b) => `np.maximum(${a}, ${b})`,
  flops: 1,
  partialFlops: () => [1, 1]
}
