import { negative } from '../complex.ts'
import { atom } from '../notation.ts'
import type { Operation } from '../operation.ts'

/** Its derivative is the sign; at 0 there is none, and the sweeps report it. */
export const abs: Operation = {
  name: 'abs',
  arity: 1,
  kind: 'choice',
  calls: ['abs'],
  latex: ({ tex }) => atom(`\\left|${tex(0)}\\right|`),
  value: (a) => Math.abs(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.abs(a[i]!)
  },
  partials: (graph, args) => {
    const a = args[0]!
    return [graph.apply('sign', a)]
  },
  trouble: (a) => (a === 0 ? { code: 'not-differentiable', sentence: 'the absolute value has a kink at 0' } : undefined),
  complex: (a) => (a[0] < 0 ? negative(a) : a),
  numpy: (a) => `np.abs(${a})`,
  flops: 1,
  partialFlops: () => [1]
}
