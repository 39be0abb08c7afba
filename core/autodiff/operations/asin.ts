import { arcSine } from '../complex.ts'
import { div, mul, sub } from '../fold.ts'
import { called } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const asin: Operation = {
  name: 'asin',
  arity: 1,
  kind: 'function',
  calls: ['asin'],
  latex: called('\\arcsin'),
  value: (a) => Math.asin(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.asin(a[i]!)
  },
  partials: (graph, args) => {
    const a = args[0]!
    return [div(graph, graph.constant(1), graph.apply('sqrt', sub(graph, graph.constant(1), mul(graph, a, a))))]
  },
  trouble: (a) => {
    if (Math.abs(a) > 1) return { code: 'not-real', sentence: `the arc sine of ${a} is not a real number` }
    return Math.abs(a) === 1 ? { code: 'not-differentiable', sentence: `the arc sine has a vertical tangent at ${a}` } : undefined
  },
  complex: arcSine,
  numpy: (a) => `np.arcsin(${a})`,
  flops: 1,
  partialFlops: () => [4]
}
