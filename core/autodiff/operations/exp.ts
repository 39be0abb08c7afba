import { exponential } from '../complex.ts'
import { POWER } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const exp: Operation = {
  name: 'exp',
  arity: 1,
  kind: 'function',
  calls: ['exp'],
  latex: ({ tex }) => ({ tex: `e^{${tex(0)}}`, level: POWER }),
  value: (a) => Math.exp(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.exp(a[i]!)
  },
  partials: (_graph, _args, self) => [self],
  complex: exponential,
  numpy: (a) => `np.exp(${a})`,
  flops: 1,
  partialFlops: () => [0]
}
