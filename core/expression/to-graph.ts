import { call } from '../autodiff/fold.ts'
import { evaluate } from '../autodiff/evaluate.ts'
import type { Graph, Id, Order } from '../autodiff/graph.ts'
import { LabError } from '../errors.ts'
import type { Expression } from './ast.ts'

/** What the names of an expression mean in the graph. */
export interface Meaning {
  variable(name: string): Id
  parameter(name: string): Id
  /** D^order of an unknown, at the point itself or at the given coordinates */
  unknown(name: string, order: Order, at: readonly Id[] | undefined): Id
  /** total derivative of a node */
  derivative(body: Id, order: Order): Id
}

/** Longest sum that is written out term by term. */
const MAX_TERMS = 10_000

/** The expression as a node of the graph, folded on the way. Sums are unrolled; integrals are not built yet and say so. */
export function toGraph(graph: Graph, expression: Expression, meaning: Meaning, bound: ReadonlyMap<string, Id> = new Map()): Id {
  const build = (e: Expression): Id => toGraph(graph, e, meaning, bound)
  switch (expression.kind) {
    case 'number':
      return graph.constant(expression.value)
    case 'constant':
      return graph.constant(expression.name === 'pi' ? Math.PI : Math.E)
    case 'variable':
      return meaning.variable(expression.name)
    case 'parameter':
      return meaning.parameter(expression.name)
    case 'index':
      return bound.get(expression.name)!
    case 'where':
      return build(expression.body)
    case 'unknown':
      return meaning.unknown(expression.name, expression.order, expression.at?.map(build))
    case 'apply':
      return call(graph, expression.operation, ...expression.args.map(build))
    case 'derivative':
      return meaning.derivative(build(expression.body), expression.order)
    case 'sum': {
      const from = wholeNumber(graph, build(expression.from), expression)
      const to = wholeNumber(graph, build(expression.to), expression)
      if (to - from >= MAX_TERMS)
        throw failure(expression, `A sum of ${to - from + 1} terms is too long.`, `Write at most ${MAX_TERMS} terms.`)
      let total = graph.constant(0)
      for (let i = from; i <= to; i++) {
        const inner = new Map(bound).set(expression.index, graph.constant(i))
        total = call(graph, 'add', total, toGraph(graph, expression.body, meaning, inner))
      }
      return total
    }
    case 'integral':
      throw failure(expression, 'Integral terms cannot be solved yet.', 'State the problem as a differential equation.')
  }
}

function wholeNumber(graph: Graph, id: Id, expression: Expression): number {
  const [value] = evaluate(graph, [id], () => NaN)
  if (!Number.isInteger(value))
    throw failure(expression, 'The limits of a sum must be whole numbers.', 'Write for example sum(i, 0, 9, x^i).')
  return value!
}

function failure(expression: Expression, message: string, cure: string): LabError {
  return new LabError('expression', message, cure, { line: 1, column: expression.span.start + 1, length: expression.span.length })
}
