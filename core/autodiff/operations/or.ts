import { real } from '../complex.ts'
import { relation, truth } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const or: Operation = {
  name: 'or',
  arity: 2,
  kind: 'choice',
  latex: relation('\\lor'),
  value: (a, b) => (a !== 0 || b !== 0 ? 1 : 0),
  batch: (out, n, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! !== 0 || b[i]! !== 0 ? 1 : 0
  },
  partials: (graph) => [graph.constant(0), graph.constant(0)],
  complex: (a, b) => real(a[0] !== 0 || b[0] !== 0 ? 1 : 0),
  numpy: (a, b) => truth(`(${a} != 0.0) | (${b} != 0.0)`),
  flops: 1,
  partialFlops: () => [0, 0]
}
