import { logarithm } from '../complex.ts'
import { div } from '../fold.ts'
import { called } from '../notation.ts'
import type { Operation } from '../operation.ts'

export const log: Operation = {
  name: 'log',
  arity: 1,
  kind: 'function',
  calls: ['log', 'ln'],
  latex: called('\\ln'),
  value: (a) => Math.log(a),
  batch: (out, n, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.log(a[i]!)
  },
  partials: (graph, args) => {
    const a = args[0]!
    return [div(graph, graph.constant(1), a)]
  },
  trouble: (a) => {
    if (a < 0) return { code: 'not-real', sentence: `the logarithm of ${a} is not a real number` }
    return a === 0 ? { code: 'not-real', sentence: 'the logarithm has no value at 0, the edge of its domain' } : undefined
  },
  complex: logarithm,
  numpy: (a) => `np.log(${a})`,
  flops: 1,
  partialFlops: () => [1]
}
