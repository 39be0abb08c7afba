import { exponential, negative, over, plus, real } from '../complex.ts'
import { mul, sub } from '../fold.ts'
import { called } from '../notation.ts'
import { sigmoid as sigmoidValue } from '../special.ts'
import type { Operation } from '../operation.ts'

/** 1/(1+exp(-a)). The derivative is y(1-y): the textbook e/(1+e)^2 overflows to NaN. */
export const sigmoid: Operation = {
  name: 'sigmoid',
  arity: 1,
  kind: 'function',
  latex: called('\\sigma'),
  value: (a) => sigmoidValue(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = sigmoidValue(a[i]!)
  },
  partials: (graph, _args, self) => [mul(graph, self, sub(graph, graph.constant(1), self))],
  complex: (a) => {
    // as the value: no exponential of a positive number
    if (a[0] >= 0) return over(real(1), plus(real(1), exponential(negative(a))))
    const e = exponential(a)
    return over(e, plus(real(1), e))
  },
  numpy: (a) => `sigmoid(${a})`,
  flops: 1,
  partialFlops: () => [2]
}
