import { cosine } from '../complex.ts'
import { neg } from '../fold.ts'
import { called } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const cos: Operation = {
  name: 'cos',
  arity: 1,
  kind: 'function',
  calls: ['cos'],
  powered: '\\cos',
  latex: called('\\cos'),
  value: (a) => Math.cos(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.cos(a[i]!)
  },
  partials: (graph, args) => {
    const a = args[0]!
    return [neg(graph, graph.apply('sin', a))]
  },
  complex: cosine,
  numpy: (a) => `np.cos(${a})`,
  flops: 1,
  partialFlops: () => [1]
}
