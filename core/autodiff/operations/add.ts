import { plus } from '../complex.ts'
import { SUM } from '../notation.ts'
import { twofoldSum } from '../twofold.ts'
import type { Operation } from '../operation.ts'

export const add: Operation = {
  name: 'add',
  arity: 2,
  kind: 'arithmetic',
  latex: ({ part, signed }) => ({ tex: `${part(0, SUM)} + ${signed(1, SUM)}`, level: SUM }),
  value: (a, b) => a + b,
  batch: (out, n, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! + b[i]!
  },
  partials: (graph) => [graph.constant(1), graph.constant(1)],
  complex: plus,
  twofold: twofoldSum,
  numpy: (a, b) => `(${a} + ${b})`,
  flops: 1,
  partialFlops: () => [0, 0]
}
