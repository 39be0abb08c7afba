import { called } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const sinh: Operation = {
  name: 'sinh',
  arity: 1,
  kind: 'function',
  calls: ['sinh'],
  powered: '\\sinh',
  latex: called('\\sinh'),
  value: (a) => Math.sinh(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.sinh(a[i]!)
  },
  partials: (graph, args) => {
    const a = args[0]!
    return [graph.apply('cosh', a)]
  },
  complex: ([x, y]) => [Math.sinh(x) * Math.cos(y), Math.cosh(x) * Math.sin(y)],
  numpy: (a) => `np.sinh(${a})`,
  flops: 1,
  partialFlops: () => [1]
}
