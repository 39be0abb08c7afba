import { mul, pow, sub } from '../autodiff/fold.ts'
import type { Id } from '../autodiff/graph.ts'
import type { Expression } from '../expression/ast.ts'
import { interpolated, joined, simpleAxis, type SimpleAxis, type SplitTrial } from './auto-trial.ts'
import { asValueCondition, fixedAxes, periodicPair, type ValueCondition } from './classify.ts'
import type { CompiledCondition, CompiledProblem } from './compile.ts'
import { constrained, isLinearCondition } from './constrained.ts'
import { leavesOf } from './calculus.ts'

/** Variables along which every condition says that the function repeats: the network then reads Fourier inputs there. */
export function periodicAxes(problem: CompiledProblem): boolean[] {
  return problem.variables.map((_, axis) => {
    const here = problem.conditions.filter((condition) => [...fixedAxes(problem, condition).keys()].includes(axis))
    return here.length > 0 && here.every((condition) => periodicPair(problem, condition) === axis)
  })
}

/** Why a condition cannot be held exactly by a trial solution, or undefined where it can. */
export function whySoft(problem: CompiledProblem, condition: CompiledCondition): string | undefined {
  const axes = fixedAxes(problem, condition)
  if (axes.size > 1) return 'it holds at a point of the plane alone'
  const unknowns = new Set(leavesOf(problem.graph, [condition.left, condition.right], 'unknown').map(({ leaf }) => leaf.unknown))
  if (unknowns.size > 1) return 'it couples several unknowns'
  if (!isLinearCondition(problem, condition)) return 'it is not linear with constant coefficients'
  return undefined
}

/**
 * The trial solution of an unknown that holds the given conditions: plain interpolation where initial values and values at
 * two ends allow it, constrained expressions around that for everything else. `networkNode` makes the graph of an expression.
 */
export function holding(
  problem: CompiledProblem,
  unknown: number,
  conditions: readonly CompiledCondition[],
  network: { name: string; node: (expression: Expression) => Id }
): { split: SplitTrial | undefined; node: Id; failed: CompiledCondition[] } {
  const simple: SimpleAxis[] = []
  const general: { axis: number; conditions: CompiledCondition[] }[] = []
  problem.variables.forEach((_, axis) => {
    const here = conditions.filter((condition) => fixedAxes(problem, condition).has(axis))
    if (here.length === 0) return
    const values = here.flatMap((condition) => plainValue(problem, condition) ?? [])
    const made = values.length === here.length ? simpleAxis(problem, axis, values) : undefined
    if (made === undefined) general.push({ axis, conditions: here })
    else simple.push(made)
  })
  // initial values first: after them only values are corrected, and no derivative of h1 is needed
  simple.sort((a, b) => Number(b.initial) - Number(a.initial))
  const plain = simple.filter((axis, k) => k === 0 || axis.conditions.every((condition) => condition.order.every((n) => n === 0)))
  for (const axis of simple) {
    if (!plain.includes(axis))
      general.push({
        axis: problem.variables.findIndex(({ name }) => name === axis.variable),
        conditions: axis.conditions.map((value) => value.condition)
      })
  }
  const split = interpolated(plain)
  let node = network.node(joined(problem, split, network.name))
  const failed: CompiledCondition[] = []
  for (const { axis, conditions: here } of general) {
    const made = constrained(problem, unknown, axis, here, mul(problem.graph, vanishing(problem, axis, here), node))
    if (made === undefined) failed.push(...here)
    else node = made
  }
  return { split: general.length === 0 ? split : undefined, node, failed }
}

/** A value condition without derivatives along its edge. */
function plainValue(problem: CompiledProblem, condition: CompiledCondition): ValueCondition | undefined {
  const value = asValueCondition(problem, condition)
  return value?.order.every((n, axis) => n === 0 || axis === value.axis) ? value : undefined
}

/**
 * Where the conditions give values and all lower derivatives at points, the product of (s - point)^m: then what the network
 * adds vanishes there by itself and need not be read at those points. 1 for other conditions.
 */
function vanishing(problem: CompiledProblem, axis: number, conditions: readonly CompiledCondition[]): Id {
  const { graph } = problem
  const values = conditions.flatMap((condition) => plainValue(problem, condition) ?? [])
  const points = [...new Set(values.map((value) => value.point.value))]
  const orders = points.map((point) =>
    values
      .filter((value) => value.point.value === point)
      .map((value) => value.order[axis]!)
      .sort((a, b) => a - b)
  )
  if (values.length !== conditions.length || orders.some((list) => list.some((order, k) => order !== k))) return graph.constant(1)
  const s = graph.coordinate(axis)
  return points.reduce(
    (product, point, k) => mul(graph, product, pow(graph, sub(graph, s, graph.constant(point)), graph.constant(orders[k]!.length))),
    graph.constant(1)
  )
}
