import { linspace } from '../../problem/points.ts'
import { largestChange } from '../collocation/solve.ts'
import type { Fit } from '../equation.ts'
import type { ReferenceSolution, Solver } from '../solution.ts'
import type { NumericSystem } from '../system.ts'
import { dormandPrince } from './dormand-prince.ts'
import type { ContinuousSolution } from './dormand-prince.ts'
import { firstOrder } from './first-order.ts'
import type { FirstOrder } from './first-order.ts'
import { radau } from './radau.ts'

/** Tolerances of a solution, and of the one that it is compared with. */
const FINE = 1e-13
const COARSE = 1e-12
/** Radau is of order 5 with a linear solution per step: below this it pays no more. */
const STIFF_FINE = 1e-11
const STIFF_COARSE = 1e-10
const CHECKS = 201
/** Explicit steps after which the stiff method is tried instead. */
const MOST_STEPS = 20_000

type Solved = Fit<Omit<ReferenceSolution, 'seconds'>>

/** Runge-Kutta of Dormand and Prince; where the problem proves stiff, Radau. */
export const byRungeKutta: Solver = (system) => {
  const problem = firstOrder(system)
  if (problem.reason !== undefined) return problem
  const found = byDormandPrince(system)
  if (found.fit !== undefined) return found
  const stiff = byRadau(system)
  return stiff.fit === undefined ? found : { fit: { ...stiff.fit, notes: [`Dormand-Prince was given up: ${found.reason}.`] } }
}

/** The explicit method alone. */
export const byDormandPrince: Solver = (system) => {
  const problem = firstOrder(system)
  if (problem.reason !== undefined) return problem
  const { fit } = problem
  const run = (rtol: number): ContinuousSolution =>
    dormandPrince(fit.slope, fit.from, fit.to, fit.start, { rtol, atol: rtol * scaleOf(fit), mostSteps: MOST_STEPS })
  const fine = run(FINE)
  if (fine.stopped !== null) return gaveUp(fit, fine)
  const coarse = run(COARSE)
  if (coarse.stopped !== null) return { reason: stopped(coarse.stopped, fit.name, coarse.reached) }
  const read = readerOf(system, fit)
  return solved('dormand_prince', `Dormand-Prince 5(4), ${fine.steps} steps`, system, fit, {
    fine: (points) => read(points, fine.at),
    coarse: (points) => read(points, coarse.at)
  })
}

/** The stiff method alone. */
export const byRadau: Solver = (system) => {
  const problem = firstOrder(system)
  if (problem.reason !== undefined) return problem
  const { fit } = problem
  let steps = 0
  let trouble: string | undefined
  const run =
    (rtol: number) =>
    ([axis]: readonly Float64Array[]): Float64Array[] => {
      const times = Float64Array.from(new Set([fit.from, ...axis!, fit.to])).sort()
      const { y, steps: taken, stopped: why } = radau(fit, times, fit.start, { rtol, atol: rtol * 1e-3 * scaleOf(fit) })
      steps = taken
      if (why !== null) trouble = stopped(why, fit.name, times[Math.max(0, y.findIndex(Number.isNaN) / fit.dimension - 1)] ?? fit.from)
      const index = new Map([...times].map((t, k) => [t, k]))
      return fit.places.map((place) => axis!.map((t) => y[index.get(t)! * fit.dimension + place]!))
    }
  const found = solved('radau', 'Radau IIA', system, fit, { fine: run(STIFF_FINE), coarse: run(STIFF_COARSE) })
  if (trouble !== undefined) return { reason: trouble }
  return found.fit === undefined ? found : { fit: { ...found.fit, label: `Radau IIA of order 5, ${steps} steps` } }
}

/** A solution that has grown so much over the last tenth of its way is taken to go on to infinity. */
const BEYOND_BOUNDS = 1e6

/** Why explicit steps did not come to the end, and what that says of the solution. */
function gaveUp(problem: FirstOrder, fine: ContinuousSolution): Solved {
  const { name, from, start } = problem
  const why = isStiff(problem, fine) ? 'stiff' : fine.stopped!
  const reason = stopped(why, name, fine.reached)
  if (why !== 'not a number') return { reason }
  const y = new Float64Array(problem.dimension)
  const sizeAt = (t: number): number => {
    fine.at(t, y)
    return y.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  }
  const before = Math.max(...start.map(Math.abs), sizeAt(from + 0.9 * (fine.reached - from)))
  const kind = sizeAt(fine.reached) > BEYOND_BOUNDS * before ? 'blow-up' : 'end'
  return { reason, trouble: { kind, variable: name, at: fine.reached } }
}

function solved(
  method: ReferenceSolution['method'],
  label: string,
  system: NumericSystem,
  { from, to }: FirstOrder,
  { fine, coarse }: Record<'fine' | 'coarse', ReferenceSolution['at']>
): Solved {
  const times = [linspace(from, to, CHECKS)]
  const [a, b] = [fine(times), coarse(times)]
  if (!a.every((row) => row.every(Number.isFinite))) return { reason: 'the solution leaves the numbers' }
  const size = Math.max(...a.map((row) => row.reduce((most, x) => Math.max(most, Math.abs(x)), 0)))
  const error = Math.max(1e-15 * size, ...a.map((row, k) => largestChange(row, b[k]!)))
  return { fit: { method, label, error, at: fine, notes: [] } }
}

function readerOf({ unknowns }: NumericSystem, { dimension, places }: FirstOrder) {
  const y = new Float64Array(dimension)
  return ([axis]: readonly Float64Array[], at: ContinuousSolution['at']): Float64Array[] => {
    const rows = unknowns.map(() => new Float64Array(axis!.length))
    axis!.forEach((t, p) => {
      at(t, y)
      rows.forEach((row, k) => (row[p] = y[places[k]!]!))
    })
    return rows
  }
}

const scaleOf = ({ start }: FirstOrder): number => Math.max(1e-3, ...start.map(Math.abs))

/** Out of steps where the fastest rate, by the exact Jacobian, is ten thousand times faster than the interval is long: steps are small for stability, not for accuracy. */
function isStiff({ jacobian, dimension, from, to }: FirstOrder, { stopped, reached, at }: ContinuousSolution): boolean {
  if (stopped !== 'steps') return stopped === 'stiff'
  const [y, J] = [new Float64Array(dimension), new Float64Array(dimension * dimension)]
  at(reached, y)
  jacobian(reached, y, J)
  const norms = Array.from({ length: dimension }, (_, i) =>
    J.subarray(i * dimension, (i + 1) * dimension).reduce((sum, x) => sum + Math.abs(x), 0)
  )
  return Math.max(...norms) * (to - from) > 1e4
}

function stopped(why: 'stiff' | 'steps' | 'not a number', name: string, reached: number): string {
  const where = `${name} = ${Number(reached.toPrecision(4))}`
  if (why === 'stiff') return `the problem is stiff near ${where}`
  return why === 'steps' ? `too many steps are needed beyond ${where}` : `the solution leaves the numbers near ${where}`
}
