import { call } from '../autodiff/fold.ts'
import { evaluate } from '../autodiff/evaluate.ts'
import type { Graph, Id, Order } from '../autodiff/graph.ts'
import { LabError } from '../errors.ts'
import { gaussLegendre, INTEGRAL_POINTS } from './quadrature.ts'
import type { Expression } from './ast.ts'
import { children } from './nodes.ts'

/** What the names of an expression mean in the graph. */
export interface Meaning {
  variable(name: string): Id
  parameter(name: string): Id
  /** D^order of an unknown, at the point itself or at the given coordinates */
  unknown(name: string, order: Order, at: readonly Id[] | undefined): Id
  /** total derivative of a node */
  derivative(body: Id, order: Order): Id
  /** a node that is a function of the point, with variables replaced */
  replaced(body: Id, by: ReadonlyMap<string, Id>): Id
  /** the whole interval of a variable; undefined where it is no variable */
  interval(variable: string): { from: number; to: number } | undefined
  /** points of the rule for an integral along one variable; undefined: the lab's choice */
  quadrature?: number
  /** variables that the inequality of a domain speaks of, and a rule of n points along each for integrals over all of them */
  area?: { variables: readonly string[]; rule: (n: number) => { at: readonly Float64Array[]; weights: Float64Array } }
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
  budget = { terms: MOST_TERMS, within: 0 }
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

/** What may still be written out, and how many integrals the present expression stands in. */
interface Budget {
  terms: number
  within: number
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
  budget: Budget
): Id {
  const { variable, body } = expression
  const depth = Math.min(budget.within + nesting(expression), INTEGRAL_POINTS.length - 1)
  const count = meaning.quadrature ?? INTEGRAL_POINTS[depth]!
  if (meaning.area?.variables.includes(variable) && expression.from === undefined)
    return overArea(graph, expression, meaning, bound, budget, count)
  spend(budget, TERMS_PER_POINT * count, expression)
  const whole = meaning.interval(variable)
  const limit = (given: Expression | undefined, end: 'from' | 'to'): Id =>
    given === undefined ? graph.constant(whole![end]) : toGraph(graph, given, meaning, bound, budget)
  const from = limit(expression.from, 'from')
  const half = call(graph, 'mul', graph.constant(0.5), call(graph, 'sub', limit(expression.to, 'to'), from))
  budget.within++
  const integrand = whole === undefined ? undefined : toGraph(graph, body, meaning, bound, budget)
  const { nodes, weights } = gaussLegendre(count)
  const sum = nodes.reduce((total, node, k) => {
    const at = call(graph, 'add', from, call(graph, 'mul', half, graph.constant(1 + node)))
    const value =
      integrand === undefined
        ? toGraph(graph, body, meaning, new Map(bound).set(variable, at), budget)
        : meaning.replaced(integrand, new Map([[variable, at]]))
    return call(graph, 'add', total, call(graph, 'mul', graph.constant(weights[k]!), value))
  }, graph.constant(0))
  budget.within--
  return call(graph, 'mul', half, sum)
}

/** An integral over the whole of a domain: one sum over the points of its rule. */
function overArea(
  graph: Graph,
  expression: Extract<Expression, { kind: 'integral' }>,
  meaning: Meaning,
  bound: ReadonlyMap<string, Id>,
  budget: Budget,
  count: number
): Id {
  const { variables, rule } = meaning.area!
  const over: string[] = []
  let body: Expression = expression
  while (body.kind === 'integral' && body.from === undefined && variables.includes(body.variable) && !over.includes(body.variable)) {
    over.push(body.variable)
    body = body.body
  }
  if (over.length < variables.length) {
    const all = variables.reduce((inner, name) => `integral(${inner}, ${name})`, '…')
    const message = `The integral over ${expression.variable} alone does not say where the domain begins and ends`
    throw failure(expression, message, `Write ${all} for all of the domain, or give the limits: integral(…, s, 0, 1).`)
  }
  const { at, weights } = rule(count)
  spend(budget, TERMS_PER_POINT * weights.length, expression)
  budget.within += over.length
  const integrand = toGraph(graph, body, meaning, bound, budget)
  budget.within -= over.length
  return weights.reduce((total, weight, p) => {
    const place = new Map(variables.map((name, k) => [name, graph.constant(at[k]![p]!)]))
    return call(graph, 'add', total, call(graph, 'mul', graph.constant(weight), meaning.replaced(integrand, place)))
  }, graph.constant(0))
}

/** How many integrals stand inside each other in an expression. */
function nesting(expression: Expression): number {
  return Number(expression.kind === 'integral') + Math.max(0, ...children(expression).map(nesting))
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
