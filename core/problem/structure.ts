import { evaluate } from '../autodiff/evaluate.ts'
import { leavesOf } from './calculus.ts'
import type { CompiledCondition, CompiledProblem } from './compile.ts'
import { conditionOn } from './constrained.ts'

/**
 * Which unknowns an unknown depends on, itself included: each has an equation in which its highest derivative stands (a matching of equations
 * to unknowns), and depends on what else stands there, and so on.
 */
export function dependencies(problem: CompiledProblem, orders: readonly (readonly number[])[]): number[][] {
  const inEquation = problem.equations.map(({ residual }) =>
    leavesOf(problem.graph, [residual], 'unknown').flatMap(({ leaf }) => (leaf.unknown < problem.unknowns.length ? [leaf] : []))
  )
  const highest = orders.map((list) => Math.max(...list))
  const isOf = (equation: number, unknown: number): boolean =>
    inEquation[equation]!.some((leaf) => leaf.unknown === unknown && Math.max(...leaf.order) === highest[unknown])
  const equationOf = new Map<number, number>()
  const assign = (unknown: number, tried: Set<number>): boolean => {
    for (const equation of inEquation.keys()) {
      if (tried.has(equation) || !isOf(equation, unknown)) continue
      tried.add(equation)
      const holder = [...equationOf].find(([, taken]) => taken === equation)?.[0]
      if (holder === undefined || assign(holder, tried)) {
        equationOf.set(unknown, equation)
        return true
      }
    }
    return false
  }
  orders.forEach((_, unknown) => assign(unknown, new Set()))
  const direct = orders.map((_, unknown) => (inEquation[equationOf.get(unknown) ?? unknown] ?? []).map((leaf) => leaf.unknown))
  return orders.map((_, unknown) => {
    const reached = new Set([unknown])
    for (const next of reached) for (const other of direct[next]!) reached.add(other)
    return [...reached]
  })
}

/** Whether the equations read derivatives of an unknown alone: then a constant may be added to it. */
export function hasFreeLevel(problem: CompiledProblem, unknown: number): boolean {
  const roots = problem.equations.map(({ residual }) => residual)
  const leaves = leavesOf(problem.graph, roots, 'unknown').filter(({ leaf }) => leaf.unknown === unknown)
  return leaves.length > 0 && leaves.every(({ leaf }) => leaf.order.some((n) => n > 0))
}

/** Whether a condition changes where a constant is added to an unknown. */
export function fixesLevel(problem: CompiledProblem, unknown: number, condition: CompiledCondition): boolean {
  const { graph } = problem
  const [zero, one] = evaluate(
    graph,
    [0, 1].map((level) => conditionOn(problem, condition, unknown, graph.constant(level))),
    (leaf) => (leaf.op === 'scalar' ? problem.parameters[leaf.scalar]!.value : 0.5)
  )
  return zero !== one
}
