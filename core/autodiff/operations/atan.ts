import { arcTangent } from '../complex.ts'
import { add, div, mul } from '../fold.ts'
import { called } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const atan: Operation = {
  name: 'atan',
  arity: 1,
  kind: 'function',
  calls: ['atan'],
  latex: called('\\arctan'),
  value: (a) => Math.atan(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.atan(a[i]!)
  },
  partials: (graph, args) => {
    const a = args[0]!
    return [div(graph, graph.constant(1), add(graph, graph.constant(1), mul(graph, a, a)))]
  },
  complex: arcTangent,
  numpy: (a) => `np.arctan(${a})`,
  flops: 1,
  partialFlops: () => [3]
}
