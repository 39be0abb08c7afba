import { call } from '../fold.ts'
import { called } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const min: Operation = {
  name: 'min',
  arity: 2,
  kind: 'choice',
  latex: called('\\min'),
  value: (a, b) => Math.min(a, b),
  batch: (out, n, a, b) => {
    for (let i = 0; i < n; i++) out[i] = Math.min(a[i]!, b[i]!)
  },
  partials: (graph, args) => {
    const [a, b] = args as [number, number]
    return [call(graph, 'le', a, b), call(graph, 'gt', a, b)]
  },
  trouble: (a, b) =>
    a === b ? { code: 'not-differentiable', sentence: `the minimum has a kink where its arguments are equal, here ${a}` } : undefined,
  complex: (a, b) => (a[0] <= b[0] ? a : b),
  numpy: (a, b) => `np.minimum(${a}, ${b})`,
  flops: 1,
  partialFlops: () => [1, 1]
}
