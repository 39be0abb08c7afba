import { tensor } from '../../problem/points.ts'
import { insideOf } from '../../problem/domain.ts'
import { SHARE, budgetOf } from '../budget.ts'
import { isLinearSystem } from '../system.ts'
import type { NumericSystem } from '../system.ts'
import { discretise, solveLinearised } from './discretise.ts'
import type { Change, Discretisation } from './discretise.ts'
import { eigenStart } from './eigen-start.ts'
import { newton, nothing } from './newton.ts'
import { fitted } from './fitted.ts'
import { readCoefficients } from './rows.ts'
import type { Field } from './rows.ts'
import { evaluateIn, prolonged } from './space.ts'
import type { Space } from './space.ts'
import { linspace } from '../../problem/points.ts'

/** A solution by collocation: its coefficients, and its error by the changes of the last refinements. */
export interface Collocated extends Change {
  discretisation: Discretisation
  /** largest change that one more refinement would make, at check points that none was asked at; the last one itself where they do not fall */
  error: number
  /** functions along each variable */
  sizes: number[]
  iterations: number
  /** root mean square of what is left of the equations, relative to their terms */
  left: number
  /** largest violation of a condition */
  violation: number
  /** independent changes that leave everything as it is */
  free: number
}

/** Functions along every variable that are tried in turn, by the number of variables. */
const LADDERS: readonly (readonly number[])[] = [
  [12, 16, 24, 32, 48, 64, 96, 128, 192, 256],
  [8, 12, 16, 20, 24, 28, 32, 40, 48, 64],
  [5, 7, 8, 9, 10, 12, 14],
  [4, 5, 6, 7, 8]
]

/** Factorisations that a nonlinear problem takes where it begins with the solution by fewer functions, about. */
const REPEATS = 3
/** A variable whose last coefficients are a smaller share of the largest such ones has functions enough for now. */
const SHORT = 0.01
/** By how much less the next change may fall than the last one did. */
const SAFETY = 10
/** Changes below this share of the solution need not fall any more. */
const ROUND_OFF = 1e-10
/** Equations of an eigenfunction left by less than this share of their terms: it is the one that was sought. */
const RESOLVED = 1e-2

/** Functions in one variable that tell what nothing determines: fewer follow it too roughly to call it nothing. */
const SURE = 48
/** Equations left by more than this share of their terms are not met. */
export const UNMET = 1e-6

/**
 * Spectral collocation: every unknown a polynomial (trigonometric where the problem repeats), the equations and conditions asked to hold at Chebyshev points,
 * Newton's method, degrees raised until the solution no longer changes (Boyd, Chebyshev and Fourier Spectral Methods, chapters 3 and 15; rectangular collocation as in
 * Driscoll and Hale, IMA J. Numer. Anal. 36 (2016) 108). Undefined where Newton's method does not converge.
 * @param near where Newton's method begins; zero without it
 */
export function collocate(
  system: NumericSystem,
  ladder: readonly number[] = LADDERS[system.variables.length - 1]!,
  budget = budgetOf(SHARE),
  near?: Field
): Collocated | undefined {
  const check = checkPoints(system)
  let best: Collocated | undefined
  let last: { change: Change; discretisation: Discretisation; at: Float64Array[]; tails: number[]; moved: number } | undefined
  let worse = 0
  let levels = system.variables.map(() => 0)
  for (;;) {
    const discretisation = discretise(
      system,
      levels.map((level) => ladder[level]!)
    )
    const { rows, columns, space } = discretisation
    // of Householder's QR (Golub and Van Loan, Matrix Computations, 5.2.2)
    const factorisation = columns ** 2 * (rows - columns / 3)
    if (last !== undefined && factorisation * (isLinearSystem(system) ? 2 : REPEATS) > budget.left) break
    const from = last
    const fresh = (): Change => {
      if (near !== undefined) return fitted(discretisation, system, near)
      return system.trainables.length > 0 ? eigenStart(discretisation, system) : nothing(discretisation, system)
    }
    // what nothing determines of a linear problem's solution is not to be taken over
    const start =
      from === undefined || isLinearSystem(system)
        ? fresh()
        : { ...from.change, coefficients: from.change.coefficients.map((row) => prolonged(row, from.discretisation.space, space)) }
    const found =
      newton(discretisation, start, { budget, factorisation }) ??
      // few functions may lead astray
      (from === undefined ? undefined : newton(discretisation, fresh(), { budget, factorisation }))
    if (found !== undefined) {
      const at = found.coefficients.map((row) => evaluateIn(space, row, zeroOrder(system), check))
      const tails = tailsOf(space, found.coefficients)
      let moved = 0
      if (last !== undefined) {
        const size = Math.max(...at.map((row) => row.reduce((l, x) => Math.max(l, Math.abs(x)), 0)))
        const floor = 4e-16 * size
        // what is left of a condition is an error of the solution itself, and an equation that is not met is none of a solution at all
        const unmet = found.left > UNMET ? found.left * size : 0
        // a variable whose functions were not more than before says nothing by a change
        const kept = tails.filter((_, k) => space.axes[k]!.size === last!.discretisation.space.axes[k]!.size)
        moved = Math.max(...kept, ...at.map((row, k) => largestChange(row, last!.at[k]!)))
        // changes that fall by a factor go on falling by about the same: the next one is what this solution lacks
        const next = last.moved > 0 && moved > ROUND_OFF * size ? moved * Math.min(1, (SAFETY * moved) / last.moved) : moved
        const error = Math.max(unmet, found.violation, next)
        if (best === undefined || error < best.error) {
          const sizes = space.axes.map((axis) => axis.size)
          best = { ...found, discretisation, error: Math.max(error, floor), sizes }
          worse = 0
        } else worse++
        if (error <= 10 * floor || worse >= 2) break
      }
      // a first guess of an eigenfunction is better than one that too few functions make of it
      if (system.trainables.length === 0 || found.left < RESOLVED) last = { change: found, discretisation, at, tails, moved }
    }
    const most = last === undefined ? 0 : Math.max(...last.tails)
    const next = levels.map((level, k) => (last === undefined || last.tails[k]! > SHORT * most ? level + 1 : level))
    if (next.some((level) => level >= ladder.length)) break
    levels = next
  }
  if (best !== undefined && system.variables.length === 1 && best.sizes[0]! < SURE) return { ...best, free: freeOf(system, best) }
  return best
}

/** How many changes leave everything as it is, seen with functions enough. */
function freeOf(system: NumericSystem, { discretisation: { space }, coefficients, trained }: Collocated): number {
  const finer = discretise(system, [SURE])
  const rows = coefficients.map((row) => prolonged(row, space, finer.space))
  const values = [...finer.equations, ...finer.conditions].map((sampled) => sampled.run(readCoefficients(rows, sampled), [...trained]))
  return solveLinearised(finer, values).free().length
}

/** How large the last two coefficients along each variable are at most, of all unknowns: about what is missing beyond them. */
function tailsOf({ axes, products }: Space, coefficients: readonly Float64Array[]): number[] {
  const tails = axes.map(() => 0)
  for (const row of coefficients)
    row.subarray(0, products).forEach((value, k) => {
      let rest = k
      for (let axis = axes.length - 1; axis >= 0; axis--) {
        const { size } = axes[axis]!
        if (rest % size >= size - 2) tails[axis] = Math.max(tails[axis]!, Math.abs(value))
        rest = Math.floor(rest / size)
      }
    })
  return tails
}

/** The unknown's derivative at points, from a collocated solution. */
export function collocatedAt(
  solution: Collocated,
  unknown: number,
  order: readonly number[],
  points: readonly Float64Array[]
): Float64Array {
  return evaluateIn(solution.discretisation.space, solution.coefficients[unknown]!, order, points)
}

export const zeroOrder = ({ variables }: Pick<NumericSystem, 'variables'>): number[] => variables.map(() => 0)

/** Equidistant points of the box, of a domain those inside. */
export function checkPoints({ variables, problem }: NumericSystem): Float64Array[] {
  const n = [301, 37, 11, 6][variables.length - 1]!
  return insideOf(problem, tensor(variables.map(({ from, to }) => linspace(from, to, n))))
}

export function largestChange(a: Float64Array, b: Float64Array): number {
  let largest = 0
  for (let p = 0; p < a.length; p++) {
    const difference = Math.abs(a[p]! - b[p]!)
    if (!(difference <= largest)) largest = difference
  }
  return largest
}
