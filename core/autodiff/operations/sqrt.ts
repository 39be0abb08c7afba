import { squareRoot } from '../complex.ts'
import { div, mul } from '../fold.ts'
import { atom } from '../notation.ts'
import { twofoldRoot } from '../twofold.ts'
import type { Operation } from '../operation.ts'

export const sqrt: Operation = {
  name: 'sqrt',
  arity: 1,
  kind: 'power',
  calls: ['sqrt'],
  latex: ({ tex }) => atom(`\\sqrt{${tex(0)}}`),
  value: (a) => Math.sqrt(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.sqrt(a[i]!)
  },
  partials: (graph, _args, self) => [div(graph, graph.constant(1), mul(graph, graph.constant(2), self))],
  trouble: (a) => {
    if (a < 0) return { code: 'not-real', sentence: `the square root of ${a} is not a real number` }
    return a === 0 ? { code: 'not-differentiable', sentence: 'the square root has a vertical tangent at 0' } : undefined
  },
  complex: squareRoot,
  twofold: twofoldRoot,
  numpy: (a) => `np.sqrt(${a})`,
  flops: 1,
  partialFlops: () => [2]
}
