import { adjoints } from '../autodiff/differentiate.ts'
import type { Id } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'
import { evaluateNodes } from '../engine/hoisted.ts'
import { leavesOf } from '../problem/calculus.ts'
import type { CompiledProblem } from '../problem/compile.ts'
import type { Fit } from './equation.ts'

/** How two unknowns of an autonomous system change, at points of their plane. */
export interface Flow {
  x: Float64Array
  y: Float64Array
  dx: Float64Array
  dy: Float64Array
}

/** What a direction field is drawn over: a grid of `points` by `points` over a rectangle of the plane. */
export interface FlowWindow {
  x: { unknown: string; from: number; to: number }
  y: { unknown: string; from: number; to: number }
  points: number
}

/**
 * The direction field of an autonomous system of two equations of first order, M(u) u' = f(u), from E = M u' - f: M by the one differentiator
 * and f at u' = 0. The reason where the problem is none.
 * @param estimates values of the parameters that are estimated
 */
export function directionField(problem: CompiledProblem, window: FlowWindow, estimates: Readonly<Record<string, number>> = {}): Fit<Flow> {
  const { graph } = problem
  const order = problem.unknowns.indexOf(window.x.unknown)
  if (problem.variables.length !== 1 || problem.unknowns.length !== 2)
    return { reason: 'a direction field is drawn for two unknowns of one variable' }
  const residuals = problem.equations.map(({ residual }) => residual)
  const leaves = leavesOf(graph, residuals, 'unknown')
  if (leaves.some(({ leaf }) => leaf.at !== undefined || (leaf.order[0] ?? 0) > 1))
    return { reason: 'a direction field is drawn for equations of first order' }
  if (leavesOf(graph, residuals, 'coordinate').length > 0)
    return { reason: `the directions change with ${problem.variables[0]!.name}: the system is not autonomous` }
  const rates = problem.unknowns.map((_, unknown) => graph.leaf({ op: 'unknown', unknown, order: [1] }))
  const matrix = residuals.flatMap((residual) => {
    const partial = adjoints(graph, [{ id: residual, adjoint: graph.constant(1) }], rates)
    return rates.map((rate) => partial.get(rate) ?? graph.constant(0))
  })
  const isRate = (id: Id): boolean => leavesOf(graph, [id], 'unknown').some(({ leaf }) => leaf.order[0] === 1)
  if (matrix.some(isRate)) return { reason: 'the equations are not linear in the derivatives' }
  const still = rewrite(graph, [...residuals, ...matrix], graph, (leaf) => {
    if (leaf.op === 'unknown' && leaf.order[0] === 1) return graph.constant(0)
    return leaf.op === 'trainable' ? graph.constant(estimates[problem.trainables[leaf.trainable]!.name] ?? NaN) : undefined
  })
  const { x, y } = gridOf(window)
  const scalars = Float64Array.from(problem.parameters, ({ value }) => value)
  const [e1, e2, a, b, c, d] = evaluateNodes(graph, still, [x], scalars, x.length, order === 0 ? [x, y] : [y, x]) as [
    Float64Array,
    ...Float64Array[]
  ]
  const determinant = (p: number): number => a![p]! * d![p]! - b![p]! * c![p]!
  const first = e1.map((_, p) => (b![p]! * e2![p]! - d![p]! * e1[p]!) / determinant(p))
  const second = e1.map((_, p) => (c![p]! * e1[p]! - a![p]! * e2![p]!) / determinant(p))
  return { fit: { x, y, dx: order === 0 ? first : second, dy: order === 0 ? second : first } }
}

function gridOf({ x, y, points }: FlowWindow): Pick<Flow, 'x' | 'y'> {
  const at = ({ from, to }: FlowWindow['x'], k: number): number => from + ((to - from) * (k + 0.5)) / points
  const count = points * points
  return {
    x: Float64Array.from({ length: count }, (_, k) => at(x, k % points)),
    y: Float64Array.from({ length: count }, (_, k) => at(y, Math.floor(k / points)))
  }
}
