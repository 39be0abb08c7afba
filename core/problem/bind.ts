import { Interpreter } from '../engine/interpreter.ts'
import { parameterCount, type Bindings, type Plan } from '../engine/plan.ts'
import { initialParameters } from '../network/initialize.ts'
import { fixedAxes } from './classify.ts'
import type { BuiltPlan } from './build-plan.ts'
import type { CompiledProblem } from './compile.ts'
import { collocationPoints, linspace, tensor } from './points.ts'
import type { Settings } from '../training/settings.ts'

/** Points along each variable of the grids that look at a solution; none of them is trained on. */
export const GRIDS = { dense: [1001, 101], view: [201, 61], tiles: [25, 13] } as const

/** Points at which a condition is looked at along an edge. */
const EDGE_POINTS = 33

/** The axes of a viewing grid. */
export function gridAxes(problem: Pick<CompiledProblem, 'variables'>, grid: keyof typeof GRIDS): Float64Array[] {
  const n = GRIDS[grid][problem.variables.length - 1]!
  return problem.variables.map(({ from, to }) => linspace(from, to, n))
}

/** The numbers of one run: initial weights, parameters, points of every group, scales. */
export function bind(problem: CompiledProblem, built: BuiltPlan, settings: Settings): Bindings {
  const { plan, groups, scalars: index } = built
  const scalars = new Float64Array(plan.scalars.length).fill(1)
  problem.parameters.forEach(({ value }, k) => (scalars[k] = value))
  problem.variables.forEach(({ from, to }, axis) => {
    scalars[index.from[axis]!] = from
    scalars[index.to[axis]!] = to
  })
  const points: Float64Array[][] = plan.groups.map(() => [])
  points[groups.interior] = collocationPoints(settings, problem.variables)
  for (const grid of ['dense', 'view', 'tiles'] as const) points[groups[grid]] = tensor(gridAxes(problem, grid))
  problem.conditions.forEach(
    (condition, k) => (points[groups.conditions[k]!] = edgePoints(problem, [...fixedAxes(problem, condition).keys()]))
  )
  const parameters = initialParameters(plan, settings, parameterCount(plan))
  const bindings = { parameters, scalars, points, columns: plan.columns.map(() => undefined) }
  if (settings.training.scale === 'auto') setScales(problem, built, bindings)
  return bindings
}

/** Points along the free variables of an edge; fixed ones are read from the condition itself. */
function edgePoints(problem: CompiledProblem, fixed: readonly number[]): Float64Array[] {
  return tensor(problem.variables.map(({ from, to }, axis) => linspace(from, to, fixed.includes(axis) ? 1 : EDGE_POINTS)))
}

/**
 * The size that the network must supply and the size of the residual, from the trial solution without its network (T = h1):
 * S = max |h1|, or where h1 vanishes max |R[h1]| L^k / 2^k with the order k and the shortest interval L; residuals are
 * divided by their root mean square at h1. Run-time scalars: they differ between runs of one Plan.
 */
function setScales(problem: CompiledProblem, built: BuiltPlan, bindings: Bindings): void {
  const { networkScale, equationWeight } = built.scalars
  bindings.scalars[networkScale] = 0
  const engine = new Interpreter(built.plan, bindings)
  const count = bindings.points[built.groups.interior]![0]!.length
  const outputs = built.plan.groups[built.groups.interior]!.outputs.map(() => new Float64Array(count))
  engine.evaluate(built.groups.interior, outputs)
  const unknowns = problem.unknowns.length
  const largest = (arrays: readonly Float64Array[]): number =>
    arrays.reduce((max, array) => array.reduce((m, x) => (Number.isFinite(x) ? Math.max(m, Math.abs(x)) : m), max), 0)
  const h1 = largest(outputs.slice(0, unknowns))
  const residual = largest(outputs.slice(unknowns))
  const order = problem.equations.length === 0 ? 1 : highestOrder(built.plan)
  const length = Math.min(...problem.variables.map(({ from, to }) => to - from))
  const needed = residual * (length / 2) ** order
  bindings.scalars[networkScale] = h1 > 0 ? h1 : needed > 0 ? needed : 1
  const mean = outputs.slice(unknowns).reduce((sum, array) => sum + array.reduce((s, x) => s + x * x, 0) / count, 0)
  bindings.scalars[equationWeight] = mean > 0 && Number.isFinite(mean) ? 1 / mean : 1
}

function highestOrder(plan: Plan): number {
  const orders = plan.taps[0]!.channels.map((channel) => ('order' in channel ? channel.order.reduce((a, b) => a + b, 0) : 2))
  return Math.max(1, ...orders)
}
