import type { CompiledProblem } from '../problem/compile.ts'
import { UNMET, checkPoints, collocate, collocatedAt, zeroOrder } from './collocation/solve.ts'
import { MOST_WORK, SHARE, budgetOf } from './budget.ts'
import type { Budget } from './budget.ts'
import type { Field } from './collocation/rows.ts'
import { undetermined } from './determined.ts'
import type { Fit, Trouble } from './equation.ts'
import { firstOrder } from './ode/first-order.ts'
import { byDormandPrince, byRadau, byRungeKutta } from './ode/solve.ts'
import { evolutionSystem } from './lines/evolution-system.ts'
import { byLines } from './lines/solve.ts'
import { byFourier } from './spectral/solve.ts'
import { isLinearSystem, numericSystem } from './system.ts'
import type { NumericSystem } from './system.ts'

/** Methods that solve to a stated error, as `reference: { method: … }` names them. */
export type PreciseMethod = 'dormand_prince' | 'radau' | 'collocation' | 'lines' | 'fourier'

/** A classical solution that can be read anywhere, and how far it may be off. */
export interface ReferenceSolution {
  method: PreciseMethod
  /** the method and its size, in words: "Collocation, 24 functions" */
  label: string
  /** stated error: how much it changed when the step, the tolerance or the grid was refined */
  error: number
  /** that the solution took, its own check included */
  seconds: number
  /** every unknown at points, one array per variable */
  at: (points: readonly Float64Array[]) => Float64Array[]
  notes: string[]
  /** how far another solution is that the method finds when it begins with nothing; left out where it found no other */
  another?: number
}

/** A method that solves a whole problem to a stated error, and takes from the budget what it does; reason where it does not apply or did not succeed. */
export type Solver = (system: NumericSystem, budget?: Budget) => Fit<Omit<ReferenceSolution, 'seconds'>>

/**
 * The best classical solution of a problem, by the method that the problem's `reference:` names, or by the first of those that fit. `now` is a clock in milliseconds.
 * Reason where there is none: then the screen says "no reference".
 */
export function referenceSolution(problem: CompiledProblem, now: () => number = Date.now): Fit<ReferenceSolution> {
  const { reference = 'auto' } = problem.document
  if (reference === 'none') return { reason: 'the problem asks for none' }
  if (reference === 'exact') return { reason: 'the problem asks for its exact solution alone' }
  if (typeof reference === 'object' && !isPrecise(reference.method)) return { reason: `${reference.method} states no error of its own` }
  if (problem.observations.length > 0 || problem.functions.length > 0) return { reason: 'something is estimated from measurements' }
  const system = numericSystem(problem)
  const solvers = typeof reference === 'object' ? [SOLVERS[reference.method as PreciseMethod]] : solversFor(system)
  const failed: { reason: string; trouble?: Trouble }[] = []
  let best: ReferenceSolution | undefined
  const began = now()
  let left = MOST_WORK
  for (const solve of solvers) {
    const allowed = solve === byLines ? left : Math.min(left, SHARE)
    const budget = budgetOf(allowed)
    const { fit, reason, trouble } = solve(system, budget)
    left -= allowed - budget.left
    if (reason !== undefined) failed.push({ reason, ...(trouble === undefined ? {} : { trouble }) })
    else if (best === undefined || fit.error < best.error) best = { ...fit, seconds: 0 }
    if (best !== undefined && best.error < SETTLED * sizeOf(system, best.at)) break
  }
  if (best !== undefined) return { fit: { ...best, seconds: (now() - began) / 1000 } }
  return failed[0] ?? { reason: 'no classical method here fits' }
}

/** A solution whose stated error is a smaller share of it than this needs no second method. */
const SETTLED = 1e-5

/** The methods that suit a problem, the best first. */
function solversFor(system: NumericSystem): readonly Solver[] {
  if (firstOrder(system).fit !== undefined) return [byRungeKutta, byCollocation]
  if (evolutionSystem(system).fit === undefined) return [byCollocation]
  // a linear evolution is one linear system; a steep or chaotic one goes step by step
  return isLinearSystem(system) ? [byFourier, byCollocation, byLines] : [byFourier, byLines, byCollocation]
}

const isPrecise = (method: string): method is PreciseMethod => method in SOLVERS

/** A solution that changed by more than this share of itself at the last refinement is none. */
const USELESS = 0.1

/** Spectral collocation of the whole problem at once. */
const byCollocation: Solver = (system, budget) => collocationFrom(undefined, system, budget)

/** The same, with Newton's method begun at a solution that is near. */
export function collocationFrom(near: Field | undefined, system: NumericSystem, budget?: Budget): ReturnType<Solver> {
  const found = collocate(system, undefined, budget, near)
  if (found === undefined)
    return { reason: 'collocation found no solution: Newton’s method did not converge', trouble: { kind: 'unsolved' } }
  const order = stateOrder(system, found.trained)
  const at: ReferenceSolution['at'] = (points) => order.map((k) => collocatedAt(found, k, zeroOrder(system), points))
  if (found.free > 0) {
    const { kind, why } = undetermined(system, found.left > UNMET || found.violation > UNMET * sizeOf(system, at))
    return { reason: why, trouble: { kind } }
  }
  if (found.error > USELESS * sizeOf(system, at)) return { reason: 'collocation does not resolve the solution' }
  const numbers = system.problem.trainables.map(({ name }, k) => `${name} = ${Number(found.trained[order[k] ?? k]!.toPrecision(12))}`)
  return {
    fit: {
      method: 'collocation',
      label: `Collocation, ${found.sizes.join(' × ')} functions`,
      error: found.error,
      at,
      notes: numbers
    }
  }
}

/** Which of the functions found is each unknown: several states are numbered by their eigenvalues, ascending, as training numbers them; nothing else tells them apart. */
function stateOrder({ problem, unknowns }: NumericSystem, trained: Float64Array): number[] {
  const own = unknowns.map((_, k) => k)
  return problem.loaded.states === undefined ? own : own.sort((i, j) => trained[i]! - trained[j]!)
}

const SOLVERS: Record<PreciseMethod, Solver> = {
  dormand_prince: byDormandPrince,
  radau: byRadau,
  collocation: byCollocation,
  lines: byLines,
  fourier: byFourier
}

/** Largest value of a solution over the check points. */
export function sizeOf(system: NumericSystem, at: ReferenceSolution['at']): number {
  return at(checkPoints(system)).reduce((most, row) => row.reduce((large, x) => Math.max(large, Math.abs(x)), most), 0)
}
