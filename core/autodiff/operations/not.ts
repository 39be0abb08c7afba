import { real } from '../complex.ts'
import { SIGN, bracketed, truth } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const not: Operation = {
  name: 'not',
  arity: 1,
  kind: 'choice',
  latex: ({ tex }) => ({ tex: `\\lnot ${bracketed(tex(0))}`, level: SIGN }),
  value: (a) => (a === 0 ? 1 : 0),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! === 0 ? 1 : 0
  },
  partials: (graph) => [graph.constant(0)],
  complex: (a) => real(a[0] === 0 ? 1 : 0),
  numpy: (a) => truth(`${a} == 0.0`),
  flops: 1,
  partialFlops: () => [0]
}
