import { call } from '../autodiff/fold.ts'
import { evaluate } from '../autodiff/evaluate.ts'
import type { Graph, Id, Order } from '../autodiff/graph.ts'
import { LabError } from '../errors.ts'
import { gaussLegendre, INTEGRAL_POINTS } from './quadrature.ts'
import type { Expression } from './ast.ts'

/** What the names of an expression mean in the graph. */
export interface Meaning {
  variable(name: string): Id
  parameter(name: string): Id
  /** D^order of an unknown, at the point itself or at the given coordinates */
  unknown(name: string, order: Order, at: readonly Id[] | undefined): Id
  /** total derivative of a node */
  derivative(body: Id, order: Order): Id
  /** a node that is a function of the point, with one variable replaced */
  replaced(body: Id, variable: string, by: Id): Id
  /** the whole interval of a variable; undefined where it is no variable */
  interval(variable: string): { from: number; to: number } | undefined
}

/** Terms that the sums and integrals of an expression may be written out to, in all: those inside each other multiply. */
const MOST_TERMS = 20_000
/** Operations of a problem with its sums, integrals and derivatives written out. */
const MOST_NODES = 30_000
/** A point of an integral reads the unknowns anew, which costs more than a term of a sum. */
const TERMS_PER_POINT = 2

/** The expression as a node of the graph, folded on the way. Sums are unrolled, integrals become quadratures. */
export function toGraph(
  graph: Graph,
  expression: Expression,
  meaning: Meaning,
  bound: ReadonlyMap<string, Id> = new Map(),
  budget = { terms: MOST_TERMS }
): Id {
  const build = (e: Expression): Id => toGraph(graph, e, meaning, bound, budget)
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
      return bounded(graph, meaning.derivative(build(expression.body), expression.order), expression)
    case 'sum': {
      const from = wholeNumber(graph, build(expression.from), expression)
      const to = wholeNumber(graph, build(expression.to), expression)
      spend(budget, to - from + 1, expression)
      let total = graph.constant(0)
      for (let i = from; i <= to; i++) {
        const inner = new Map(bound).set(expression.index, graph.constant(i))
        total = call(graph, 'add', total, toGraph(graph, expression.body, meaning, inner, budget))
      }
      return bounded(graph, total, expression)
    }
    case 'integral':
      return bounded(graph, integral(graph, expression, meaning, bound, budget), expression)
  }
}

/** Refuses what would take longer to prepare than a user waits. */
function bounded(graph: Graph, id: Id, expression: Expression): Id {
  if (graph.nodes.length <= MOST_NODES) return id
  throw failure(
    expression,
    `Written out, this has more than ${MOST_NODES} operations`,
    'Use fewer terms, or derivatives of shorter expressions.'
  )
}

function spend(budget: { terms: number }, terms: number, expression: Expression): void {
  budget.terms -= Math.max(0, terms)
  if (budget.terms >= 0) return
  const cure = `Use fewer terms: ${MOST_TERMS} in all, where a point of an integral counts as ${TERMS_PER_POINT} and what stands inside each other multiplies.`
  throw failure(expression, 'The sums and integrals are too long to be written out', cure)
}

/** An integral by the Gauss-Legendre rule: the sum of the integrand at the rule's points, which may move with the limits. */
function integral(
  graph: Graph,
  expression: Extract<Expression, { kind: 'integral' }>,
  meaning: Meaning,
  bound: ReadonlyMap<string, Id>,
  budget: { terms: number }
): Id {
  const { variable, body } = expression
  spend(budget, TERMS_PER_POINT * INTEGRAL_POINTS, expression)
  const whole = meaning.interval(variable)
  const limit = (given: Expression | undefined, end: 'from' | 'to'): Id =>
    given === undefined ? graph.constant(whole![end]) : toGraph(graph, given, meaning, bound, budget)
  const from = limit(expression.from, 'from')
  const half = call(graph, 'mul', graph.constant(0.5), call(graph, 'sub', limit(expression.to, 'to'), from))
  const integrand = whole === undefined ? undefined : toGraph(graph, body, meaning, bound, budget)
  const { nodes, weights } = gaussLegendre(INTEGRAL_POINTS)
  const sum = nodes.reduce((total, node, k) => {
    const at = call(graph, 'add', from, call(graph, 'mul', half, graph.constant(1 + node)))
    const value =
      integrand === undefined
        ? toGraph(graph, body, meaning, new Map(bound).set(variable, at), budget)
        : meaning.replaced(integrand, variable, at)
    return call(graph, 'add', total, call(graph, 'mul', graph.constant(weights[k]!), value))
  }, graph.constant(0))
  return call(graph, 'mul', half, sum)
}

function wholeNumber(graph: Graph, id: Id, expression: Expression): number {
  const [value] = evaluate(graph, [id], () => NaN)
  if (!Number.isInteger(value))
    throw failure(expression, 'The limits of a sum must be whole numbers', 'Write for example sum(i, 0, 9, x^i).')
  return value!
}

function failure(expression: Expression, message: string, cure: string): LabError {
  return new LabError('expression', message, cure, { line: 1, column: expression.span.start + 1, length: expression.span.length })
}
