import { called } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const cosh: Operation = {
  name: 'cosh',
  arity: 1,
  kind: 'function',
  calls: ['cosh'],
  powered: '\\cosh',
  latex: called('\\cosh'),
  value: (a) => Math.cosh(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.cosh(a[i]!)
  },
  partials: (graph, args) => {
    const a = args[0]!
    return [graph.apply('sinh', a)]
  },
  complex: ([x, y]) => [Math.cosh(x) * Math.cos(y), Math.sinh(x) * Math.sin(y)],
  numpy: (a) => `np.cosh(${a})`,
  flops: 1,
  partialFlops: () => [1]
}
