import { call } from '../fold.ts'
import { atom } from '../notation.ts'
import type { Operation } from '../operation.ts'

/** if(condition, then, else): the derivative of the branch that is taken. */
export const conditional: Operation = {
  name: 'if',
  arity: 3,
  kind: 'choice',
  latex: ({ tex }) => atom(`\\begin{cases}${tex(1)} & \\text{if } ${tex(0)} \\\\ ${tex(2)} & \\text{otherwise}\\end{cases}`),
  value: (a, b, c) => (a !== 0 ? b : c),
  batch: (out, n, a, b, c) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! !== 0 ? b[i]! : c[i]!
  },
  partials: (graph, args) => {
    const [a] = args as [number, number, number]
    return [graph.constant(0), call(graph, 'ne', a, graph.constant(0)), call(graph, 'eq', a, graph.constant(0))]
  },
  complex: (a, b, c) => (a[0] !== 0 ? b : c),
  numpy: (c, a, b) => `np.where(${c} != 0.0, ${a}, ${b})`,
  flops: 1,
  partialFlops: () => [0, 0, 0]
}
