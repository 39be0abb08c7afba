import { tangent } from '../complex.ts'
import { add, mul } from '../fold.ts'
import { called } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const tan: Operation = {
  name: 'tan',
  arity: 1,
  kind: 'function',
  calls: ['tan'],
  powered: '\\tan',
  latex: called('\\tan'),
  value: (a) => Math.tan(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.tan(a[i]!)
  },
  partials: (graph, _args, self) => [add(graph, graph.constant(1), mul(graph, self, self))],
  // No double is a pole; next to one, tan is the reciprocal of the argument's rounding.
  trouble: (a) => (Math.abs(Math.tan(a)) > 1e15 ? { code: 'division-by-zero', sentence: `the tangent has a pole at ${a}` } : undefined),
  complex: tangent,
  numpy: (a) => `np.tan(${a})`,
  flops: 1,
  partialFlops: () => [2]
}
