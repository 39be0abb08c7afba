import { over } from '../complex.ts'
import { div as quotient, neg } from '../fold.ts'
import { PRODUCT } from '../notation.ts'
import { twofoldQuotient } from '../twofold.ts'
import type { Operation } from '../operation.ts'

export const div: Operation = {
  name: 'div',
  arity: 2,
  kind: 'arithmetic',
  latex: ({ args, tex, texOf }) => {
    const [top] = args
    const inner = top?.kind === 'apply' && top.operation === 'neg' ? top.args[0] : undefined
    return { tex: inner === undefined ? `\\frac{${tex(0)}}{${tex(1)}}` : `-\\frac{${texOf(inner)}}{${tex(1)}}`, level: PRODUCT }
  },
  value: (a, b) => a / b,
  batch: (out, n, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! / b[i]!
  },
  partials: (graph, args, self) => {
    const [, b] = args as [number, number]
    return [quotient(graph, graph.constant(1), b), neg(graph, quotient(graph, self, b))]
  },
  trouble: (_a, b) => (b === 0 ? { code: 'division-by-zero', sentence: 'this divides by zero' } : undefined),
  complex: over,
  twofold: twofoldQuotient,
  numpy: (a, b) => `(${a} / ${b})`,
  flops: 1,
  partialFlops: () => [1, 1]
}
