import { real } from '../complex.ts'
import { called } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const sign: Operation = {
  name: 'sign',
  arity: 1,
  kind: 'choice',
  calls: ['sign'],
  latex: called('\\operatorname{sgn}'),
  value: (a) => Math.sign(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.sign(a[i]!)
  },
  partials: (graph) => [graph.constant(0)],
  trouble: (a) => (a === 0 ? { code: 'not-differentiable', sentence: 'the sign jumps at 0' } : undefined),
  complex: (a) => real(Math.sign(a[0])),
  numpy: (a) => `np.sign(${a})`,
  flops: 1,
  partialFlops: () => [0]
}
