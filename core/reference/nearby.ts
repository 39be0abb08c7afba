import type { CompiledProblem } from '../problem/compile.ts'
import { SHARE, budgetOf } from './budget.ts'
import type { Field } from './collocation/rows.ts'
import { checkPoints, largestChange, zeroOrder } from './collocation/solve.ts'
import type { Fit } from './equation.ts'
import { evolutionSystem } from './lines/evolution-system.ts'
import { firstOrder } from './ode/first-order.ts'
import { rowwise } from './rowwise.ts'
import { collocationFrom } from './solution.ts'
import type { ReferenceSolution } from './solution.ts'
import { isLinearSystem, numericSystem } from './system.ts'
import type { NumericSystem } from './system.ts'

/** Solutions that are this share of themselves apart are two. */
const APART = 0.05

/**
 * A nonlinear boundary value problem may have several solutions, and Newton's method finds the one next to its start. Where a classical solution is another one than `near`, or there is
 * none, it is solved once more from there. With an exact solution the one that is nearer to it is returned, without one the one that is nearer to `near`, with its distance from the other.
 * @param near a solution found otherwise: D^order of an unknown at points
 */
export function referenceNear(
  problem: CompiledProblem,
  near: Field,
  first: Fit<ReferenceSolution>,
  now: () => number = Date.now
): Fit<ReferenceSolution> {
  const { reference = 'auto' } = problem.document
  if (reference !== 'auto' || problem.observations.length > 0 || problem.functions.length > 0) return first
  const system = numericSystem(problem)
  // what goes on from a start has one solution, and a linear problem has one or none
  if (isLinearSystem(system) || system.trainables.length > 0) return first
  if (firstOrder(system).fit !== undefined || evolutionSystem(system).fit !== undefined) return first
  const points = checkPoints(system)
  const order = zeroOrder(system)
  const given = system.unknowns.map((_, k) => near(k, order, points).slice())
  const size = Math.max(...given.map((row) => row.reduce((most, x) => Math.max(most, Math.abs(x)), 0)))
  if (!Number.isFinite(size)) return first
  const distance = (a: readonly Float64Array[], b: readonly Float64Array[]) => Math.max(...a.map((row, k) => largestChange(row, b[k]!)))
  const one = first.fit?.at(points)
  if (one !== undefined && distance(one, given) <= APART * size) return first

  const began = now()
  const { fit } = collocationFrom(near, system, budgetOf(SHARE / 4))
  if (fit === undefined) return first
  const other = fit.at(points)
  const found = { ...fit, label: `${fit.label}, begun at the trained solution`, seconds: (now() - began) / 1000 }
  if (one === undefined) return { fit: found }
  const apart = distance(one, other)
  const meant = exactOver(system, points) ?? given
  if (apart <= APART * size || distance(one, meant) <= distance(other, meant)) return first
  return { fit: { ...found, another: apart } }
}

/** The exact solution at points; undefined unless all of it is known. */
function exactOver({ graph, exact }: NumericSystem, points: readonly Float64Array[]): Float64Array[] | undefined {
  const nodes = exact.filter((node) => node !== null)
  if (nodes.length < exact.length) return undefined
  const count = points[0]!.length
  const rows = rowwise(graph, nodes, count, (leaf) => (leaf.op === 'coordinate' ? points[leaf.axis]! : new Float64Array(count)))()
  return rows.map((row) => row.slice())
}
