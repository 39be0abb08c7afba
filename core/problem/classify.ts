import { adjoints } from '../autodiff/differentiate.ts'
import type { Order } from '../autodiff/graph.ts'
import type { Expression } from '../expression/ast.ts'
import { children, some } from '../expression/nodes.ts'
import { constantValue, type CompiledCondition, type CompiledProblem } from './compile.ts'
import { leavesOf } from './calculus.ts'
import { shapedAxes } from './domain-rule.ts'
import type { ProblemKind } from './report.ts'

/** Highest order of an unknown along each variable, in the equations. */
export function ordersByVariable(problem: CompiledProblem, unknown: number): number[] {
  const highest = problem.variables.map(() => 0)
  const roots = problem.equations.map((equation) => equation.residual)
  for (const { leaf } of leavesOf(problem.graph, roots, 'unknown')) {
    if (leaf.unknown === unknown) leaf.order.forEach((n, axis) => (highest[axis] = Math.max(highest[axis]!, n)))
  }
  return highest
}

/** Highest total order of each unknown. */
export function totalOrders(problem: CompiledProblem): Record<string, number> {
  const roots = problem.equations.map((equation) => equation.residual)
  const leaves = leavesOf(problem.graph, roots, 'unknown')
  return Object.fromEntries(
    problem.unknowns.map((name, k) => [
      name,
      Math.max(0, ...leaves.filter(({ leaf }) => leaf.unknown === k).map(({ leaf }) => leaf.order.reduce((a, b) => a + b, 0)))
    ])
  )
}

/** Linear: no partial derivative of the equations by an unknown's derivative depends on an unknown. */
export function isLinear(problem: CompiledProblem): boolean {
  const { graph } = problem
  return problem.equations.every(({ residual }) => {
    const leaves = leavesOf(graph, [residual], 'unknown').map(({ id }) => id)
    const partials = adjoints(graph, [{ id: residual, adjoint: graph.constant(1) }], leaves)
    const coefficients = leaves.flatMap((leaf) => partials.get(leaf) ?? [])
    return leavesOf(graph, coefficients, 'unknown').length === 0
  })
}

/** A condition that gives the value of one derivative of one unknown where one variable is fixed: D^order u = value at variable = point. */
export interface ValueCondition {
  condition: CompiledCondition
  unknown: string
  order: Order
  axis: number
  point: { expression: Expression; value: number }
  value: Expression
}

/** The condition as a value condition, or undefined where it is of another kind (mixed, periodic, at a point of a plane, …). */
export function asValueCondition(problem: CompiledProblem, condition: CompiledCondition): ValueCondition | undefined {
  const { left, right } = condition.ast
  const [read, value] = left.kind === 'unknown' ? [left, right] : [right, left]
  if (read.kind !== 'unknown' || read.at === undefined || mentionsUnknown(value)) return undefined
  const fixed = read.at.flatMap((argument, axis) => {
    if (argument.kind === 'variable' && argument.name === problem.variables[axis]!.name) return []
    const point = constantValue(problem, argument)
    return point === undefined ? [undefined] : [{ axis, point: { expression: argument, value: point } }]
  })
  if (fixed.length !== 1 || fixed[0] === undefined) return undefined
  return { condition, unknown: read.name, order: read.order, value, ...fixed[0] }
}

/** Which variables a condition fixes at a constant, over everything it reads of unknowns; NaN where it integrates over one. */
export function fixedAxes(problem: CompiledProblem, condition: CompiledCondition): Map<number, number> {
  const axes = new Map<number, number>()
  const visit = (expression: Expression): void => {
    if (expression.kind === 'unknown')
      expression.at?.forEach((argument, axis) => {
        const value = constantValue(problem, argument)
        if (value !== undefined) axes.set(axis, value)
      })
    if (expression.kind === 'integral' && mentionsUnknown(expression.body)) {
      const axis = problem.variables.findIndex((variable) => variable.name === expression.variable)
      if (axis >= 0) axes.set(axis, NaN)
    }
    children(expression).forEach(visit)
  }
  visit(condition.ast.left)
  visit(condition.ast.right)
  return axes
}

/**
 * The axis along which a condition says that a value or derivative repeats, u(a, t) = u(b, t) with a and b the interval's
 * ends; undefined for other conditions.
 */
export function periodicPair(problem: CompiledProblem, { ast }: CompiledCondition): number | undefined {
  const { left, right } = ast
  if (left.kind !== 'unknown' || right.kind !== 'unknown' || left.name !== right.name || String(left.order) !== String(right.order))
    return undefined
  const ends = (read: Extract<Expression, { kind: 'unknown' }>) => (read.at ?? []).map((argument) => constantValue(problem, argument))
  const [a, b] = [ends(left), ends(right)]
  const differing = problem.variables.flatMap((_, axis) => (a[axis] === b[axis] ? [] : [axis]))
  const [axis] = differing
  if (differing.length !== 1 || axis === undefined || a[axis] === undefined || b[axis] === undefined) return undefined
  const { from, to } = problem.variables[axis]!
  const [low, high] = a[axis] < b[axis] ? [a[axis], b[axis]] : [b[axis], a[axis]]
  return low === from && high === to ? axis : undefined
}

/** Tells where an expression reads unknowns: the axes whose coordinate is a constant there, and axes over which it integrates, as NaN. */
function readPlaces(problem: CompiledProblem, expression: Expression, take: (axis: number, value: number) => void): void {
  if (expression.kind === 'unknown')
    expression.at?.forEach((argument, axis) => {
      const value = constantValue(problem, argument)
      if (value !== undefined) take(axis, value)
    })
  if (expression.kind === 'integral' && mentionsUnknown(expression.body)) {
    const axis = problem.variables.findIndex((variable) => variable.name === expression.variable)
    // over one variable an integral stands beside the values at its ends; over several it says nothing of them
    if (axis >= 0 && problem.scope.variables.length === 1) take(axis, NaN)
  }
  children(expression).forEach((child) => readPlaces(problem, child, take))
}

export function problemKind(problem: CompiledProblem): ProblemKind {
  const ends = problem.variables.map(() => new Set<number>())
  for (const { ast } of problem.conditions)
    for (const side of [ast.left, ast.right]) readPlaces(problem, side, (axis, value) => ends[axis]!.add(value))
  const oneEnd = ends.map((set) => set.size === 1)
  if (problem.scope.variables.length === 1) return ends[0]!.size > 1 ? 'boundary value' : oneEnd[0] ? 'initial value' : 'other'
  if (oneEnd.filter(Boolean).length >= 1) return 'evolution'
  const shaped = shapedAxes(problem)
  return ends.slice(0, problem.scope.variables.length).every((set, axis) => set.size === 2 || shaped.includes(axis)) ? 'elliptic' : 'other'
}

/** Time is the variable called t, else the one whose conditions all stand at its lower end. */
export function timeAxis(problem: CompiledProblem): number {
  const named = problem.variables.findIndex((variable) => variable.name === 't')
  if (named >= 0 || problem.scope.variables.length === 1) return named
  return problem.variables.findIndex((variable, axis) => {
    const points = problem.conditions.flatMap((condition) => [...fixedAxes(problem, condition)]).filter(([a]) => a === axis)
    return points.length > 0 && points.every(([, value]) => value === variable.from)
  })
}

export function mentionsUnknown(expression: Expression): boolean {
  return some(expression, (node) => node.kind === 'unknown')
}
