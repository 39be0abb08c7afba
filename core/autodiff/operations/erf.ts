import { errorFunction } from '../complex.ts'
import { mul, neg } from '../fold.ts'
import { called } from '../notation.ts'
import { erf as erfValue } from '../special.ts'
import type { Operation } from '../operation.ts'

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI)

export const erf: Operation = {
  name: 'erf',
  arity: 1,
  kind: 'function',
  calls: ['erf'],
  latex: called('\\operatorname{erf}'),
  value: (a) => erfValue(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = erfValue(a[i]!)
  },
  partials: (graph, args) => {
    const a = args[0]!
    return [mul(graph, graph.constant(TWO_OVER_SQRT_PI), graph.apply('exp', neg(graph, mul(graph, a, a))))]
  },
  complex: errorFunction,
  numpy: (a) => `erf(${a})`,
  flops: 1,
  partialFlops: () => [3]
}
