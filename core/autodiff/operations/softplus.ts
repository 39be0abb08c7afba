import { exponential, logarithm, negative, plus, real } from '../complex.ts'
import { called } from '../notation.ts'
import { softplus as softplusValue } from '../special.ts'
import type { Operation } from '../operation.ts'

/** log(1+exp(a)) without overflow. */
export const softplus: Operation = {
  name: 'softplus',
  arity: 1,
  kind: 'function',
  latex: called('\\operatorname{softplus}'),
  value: (a) => softplusValue(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = softplusValue(a[i]!)
  },
  partials: (graph, args) => {
    const a = args[0]!
    return [graph.apply('sigmoid', a)]
  },
  complex: (a) => (a[0] > 0 ? plus(a, logarithm(plus(real(1), exponential(negative(a))))) : logarithm(plus(real(1), exponential(a)))),
  numpy: (a) => `softplus(${a})`,
  flops: 1,
  partialFlops: () => [1]
}
