import { real } from '../complex.ts'
import { relation, truth } from '../notation.ts'
import type { Operation } from '../operation.ts'

/** 1 where it holds, 0 where not; piecewise constant. */
export const ge: Operation = {
  name: 'ge',
  arity: 2,
  kind: 'choice',
  latex: relation('\\ge'),
  value: (a, b) => (a >= b ? 1 : 0),
  batch: (out, n, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! >= b[i]! ? 1 : 0
  },
  partials: (graph) => [graph.constant(0), graph.constant(0)],
  trouble: (a, b) =>
    a === b ? { code: 'not-differentiable', sentence: `the comparison changes here, where both of its sides are ${a}` } : undefined,
  complex: (a, b) => real(a[0] >= b[0] ? 1 : 0),
  numpy: (a, b) => truth(`${a} >= ${b}`),
  flops: 1,
  partialFlops: () => [0, 0]
}
