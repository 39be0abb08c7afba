import { adjoints } from '../autodiff/differentiate.ts'
import { div, neg } from '../autodiff/fold.ts'
import { Graph } from '../autodiff/graph.ts'
import type { Id, Leaf, Order } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'
import { leavesOf } from '../problem/calculus.ts'
import { asValueCondition } from '../problem/classify.ts'
import type { ValueCondition } from '../problem/classify.ts'
import type { CompiledProblem } from '../problem/compile.ts'

/** Something that a classical method needs, or why the problem does not have it. */
export type Fit<T> = { fit: T; reason?: undefined; trouble?: undefined } | { fit?: undefined; reason: string; trouble?: Trouble }

/** What a method found about the problem where it found no solution: there may be none, or not on the whole interval. */
export type Trouble =
  | { kind: 'unsolved' | 'none' | 'many' | 'round-off' }
  /** it grows beyond all bounds, or the equation is not defined any further */
  | { kind: 'blow-up' | 'end'; variable: string; at: number }

/** The equation of one unknown, E = 0, with the parameters' values in it. Leaves: coordinates and the unknown's derivatives. */
export interface NumericEquation {
  graph: Graph
  residual: Id
  unknown: string
  variables: readonly { name: string; from: number; to: number }[]
  /** the derivatives that occur */
  derivatives: readonly { id: Id; order: Order }[]
  /** exact solution, in the same graph */
  exact: Id | null
  conditions: readonly NumericCondition[]
}

/** D^order u = value where variable `axis` is `point`; the value may depend on the other variable. */
export interface NumericCondition extends Pick<ValueCondition, 'order' | 'axis'> {
  text: string
  point: number
  value: Id
}

/** The problem as classical methods see it; refused where it has more than one unknown, or conditions other than values at points and edges. */
export function numericEquation(problem: CompiledProblem): Fit<NumericEquation> {
  const [equation] = problem.equations
  const [unknown] = problem.unknowns
  if (equation === undefined || unknown === undefined || problem.unknowns.length > 1) {
    return { reason: 'the classical methods here are for one equation with one unknown' }
  }
  const graph = new Graph()
  const move = (id: Id) =>
    rewrite(problem.graph, [id], graph, (leaf) =>
      leaf.op === 'scalar' ? graph.constant(problem.parameters[leaf.scalar]?.value ?? NaN) : undefined
    )[0] ?? graph.constant(NaN)
  const residual = move(equation.residual)
  const derivatives = leavesOf(graph, [residual], 'unknown').map(({ id, leaf }) => ({
    id,
    order: leaf.order,
    elsewhere: leaf.at !== undefined
  }))
  if (derivatives.some(({ elsewhere }) => elsewhere)) return { reason: `the equation reads ${unknown} at other points than its own` }

  const conditions: NumericCondition[] = []
  for (const condition of problem.conditions) {
    const value = asValueCondition(problem, condition)
    if (value === undefined) return { reason: `the condition ${condition.text} is not a given value at a point or an edge` }
    const side = value.value === condition.ast.right ? condition.right : condition.left
    conditions.push({ text: condition.text, order: value.order, axis: value.axis, point: value.point.value, value: move(side) })
  }
  const exact = problem.exact.get(unknown)
  return {
    fit: {
      graph,
      residual,
      unknown,
      variables: problem.variables,
      derivatives,
      exact: exact === undefined ? null : move(exact.node),
      conditions
    }
  }
}

/** The coefficient of one derivative, dE/d(derivative); 0 where it does not occur. */
export function coefficientOf({ graph, residual }: Pick<NumericEquation, 'graph' | 'residual'>, order: Order): Id {
  const leaf = graph.leaf({ op: 'unknown', unknown: 0, order })
  return adjoints(graph, [{ id: residual, adjoint: graph.constant(1) }], [leaf]).get(leaf) ?? graph.constant(0)
}

/** A node with some of the unknown's derivatives set to zero. */
export function without(graph: Graph, id: Id, drop: (order: Order) => boolean): Id {
  const zero = graph.constant(0)
  return rewrite(graph, [id], graph, (leaf: Leaf) => (leaf.op === 'unknown' && drop(leaf.order) ? zero : undefined))[0] ?? zero
}

export const sameOrder = (a: Order, b: Order): boolean => a.length === b.length && a.every((n, axis) => n === b[axis])

/** Whether a node depends on the unknown at all, or on the derivatives that `which` chooses. */
export function dependsOnUnknown(graph: Graph, id: Id, which: (order: Order) => boolean = () => true): boolean {
  return leavesOf(graph, [id], 'unknown').some(({ leaf }) => which(leaf.order))
}

/** The equation solved for one derivative: D^order u = result. Refused where the derivative does not enter linearly. */
export function solvedFor(equation: NumericEquation, order: Order): Fit<Id> {
  const { graph, residual } = equation
  const own = (other: Order) => sameOrder(other, order)
  const coefficient = coefficientOf(equation, order)
  if (dependsOnUnknown(graph, coefficient, own))
    return { reason: `the equation is not linear in its highest derivative, ${symbol(equation, order)}` }
  return { fit: div(graph, neg(graph, without(graph, residual, own)), coefficient) }
}

/** g, g', g'' for one variable; u, u_t, u_xx for several. */
export function symbol({ unknown, variables }: Pick<NumericEquation, 'unknown' | 'variables'>, order: Order): string {
  if (variables.length === 1) return unknown + "'".repeat(order[0] ?? 0)
  const letters = order.map((n, axis) => (variables[axis]?.name ?? '').repeat(n)).join('')
  return letters === '' ? unknown : `${unknown}_${letters}`
}
