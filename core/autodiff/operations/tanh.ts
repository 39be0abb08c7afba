import { hyperbolicTangent } from '../complex.ts'
import { mul, sub } from '../fold.ts'
import { called } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const tanh: Operation = {
  name: 'tanh',
  arity: 1,
  kind: 'function',
  calls: ['tanh'],
  powered: '\\tanh',
  latex: called('\\tanh'),
  value: (a) => Math.tanh(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.tanh(a[i]!)
  },
  partials: (graph, _args, self) => [sub(graph, graph.constant(1), mul(graph, self, self))],
  complex: hyperbolicTangent,
  numpy: (a) => `np.tanh(${a})`,
  flops: 1,
  partialFlops: () => [2]
}
