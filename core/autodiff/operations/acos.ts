import { arcCosine } from '../complex.ts'
import { div, mul, neg, sub } from '../fold.ts'
import { called } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const acos: Operation = {
  name: 'acos',
  arity: 1,
  kind: 'function',
  calls: ['acos'],
  latex: called('\\arccos'),
  value: (a) => Math.acos(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.acos(a[i]!)
  },
  partials: (graph, args) => {
    const a = args[0]!
    return [neg(graph, div(graph, graph.constant(1), graph.apply('sqrt', sub(graph, graph.constant(1), mul(graph, a, a)))))]
  },
  trouble: (a) => {
    if (Math.abs(a) > 1) return { code: 'not-real', sentence: `the arc cosine of ${a} is not a real number` }
    return Math.abs(a) === 1 ? { code: 'not-differentiable', sentence: `the arc cosine has a vertical tangent at ${a}` } : undefined
  },
  complex: arcCosine,
  numpy: (a) => `np.arccos(${a})`,
  flops: 1,
  partialFlops: () => [4]
}
