import { minus } from '../complex.ts'
import { PRODUCT, SUM } from '../notation.ts'
import { twofoldSum } from '../twofold.ts'
import type { Operation } from '../operation.ts'

export const sub: Operation = {
  name: 'sub',
  arity: 2,
  kind: 'arithmetic',
  latex: ({ part, signed }) => ({ tex: `${part(0, SUM)} - ${signed(1, PRODUCT)}`, level: SUM }),
  value: (a, b) => a - b,
  batch: (out, n, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! - b[i]!
  },
  partials: (graph) => [graph.constant(1), graph.constant(-1)],
  complex: minus,
  twofold: (a, b) => twofoldSum(a, [-b[0], -b[1]]),
  numpy: (a, b) => `(${a} - ${b})`,
  flops: 1,
  partialFlops: () => [0, 0]
}
