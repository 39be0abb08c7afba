import { sine } from '../complex.ts'
import { called } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const sin: Operation = {
  name: 'sin',
  arity: 1,
  kind: 'function',
  calls: ['sin'],
  powered: '\\sin',
  latex: called('\\sin'),
  value: (a) => Math.sin(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.sin(a[i]!)
  },
  partials: (graph, args) => {
    const a = args[0]!
    return [graph.apply('cos', a)]
  },
  complex: sine,
  numpy: (a) => `np.sin(${a})`,
  flops: 1,
  partialFlops: () => [1]
}
