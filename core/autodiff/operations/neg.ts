import { negative } from '../complex.ts'
import { PRODUCT } from '../notation.ts'
import type { Operation } from '../operation.ts'

/** Unary minus costs nothing (course convention R2). */
export const neg: Operation = {
  name: 'neg',
  arity: 1,
  kind: 'arithmetic',
  latex: ({ part }) => ({ tex: `-${part(0, PRODUCT)}`, level: PRODUCT }),
  value: (a) => -a,
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = -a[i]!
  },
  partials: (graph) => [graph.constant(-1)],
  complex: negative,
  twofold: ([high, low]) => [-high, -low],
  numpy: (a) => `(-${a})`,
  flops: 0,
  partialFlops: () => [0]
}
