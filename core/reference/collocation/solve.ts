import { tensor } from '../../problem/points.ts'
import { insideOf } from '../../problem/domain.ts'
import { SHARE, budgetOf } from '../budget.ts'
import { isLinearSystem } from '../system.ts'
import type { NumericSystem } from '../system.ts'
import { discretise } from './discretise.ts'
import type { Change, Discretisation } from './discretise.ts'
import { eigenStart } from './eigen-start.ts'
import { newton, nothing } from './newton.ts'
import { evaluateIn, prolonged } from './space.ts'
import { linspace } from '../../problem/points.ts'

/** A solution by collocation: its coefficients, and how much the last refinement changed it. */
export interface Collocated extends Change {
  discretisation: Discretisation
  /** largest change between the last two degrees at check points that neither was asked at */
  error: number
  /** functions along each variable */
  sizes: number[]
  iterations: number
}

/** Functions along every variable that are tried in turn, by the number of variables. */
const LADDERS: readonly (readonly number[])[] = [
  [12, 16, 24, 32, 48, 64, 96, 128, 192, 256],
  [8, 12, 16, 20, 24, 28],
  [5, 7, 9, 10],
  [4, 5, 6]
]

/** Equations left by more than this share of their terms are not met. */
const UNMET = 1e-6

/**
 * Spectral collocation: every unknown a polynomial (trigonometric where the problem repeats), the equations and conditions asked to hold at Chebyshev points,
 * Newton's method, degrees raised until the solution no longer changes (Boyd, Chebyshev and Fourier Spectral Methods, chapters 3 and 15; rectangular collocation as in
 * Driscoll and Hale, IMA J. Numer. Anal. 36 (2016) 108). Undefined where Newton's method does not converge.
 */
export function collocate(
  system: NumericSystem,
  ladder: readonly number[] = LADDERS[system.variables.length - 1]!,
  budget = budgetOf(SHARE)
): Collocated | undefined {
  const check = checkPoints(system)
  let best: Collocated | undefined
  let last: { change: Change; discretisation: Discretisation; at: Float64Array[] } | undefined
  let worse = 0
  for (const size of ladder) {
    const discretisation = discretise(
      system,
      system.variables.map(() => size)
    )
    const { rows, columns, space } = discretisation
    const factorisation = 2 * rows * columns * columns
    if (last !== undefined && factorisation * (isLinearSystem(system) ? 2 : 6) > budget.left) break
    const from = last
    const start =
      from === undefined
        ? system.trainables.length > 0
          ? eigenStart(discretisation, system)
          : nothing(discretisation, system)
        : { ...from.change, coefficients: from.change.coefficients.map((row) => prolonged(row, from.discretisation.space, space)) }
    const found = newton(discretisation, start, { budget, factorisation })
    if (found === undefined) continue
    const at = found.coefficients.map((row) => evaluateIn(space, row, zeroOrder(system), check))
    if (last !== undefined) {
      const size = Math.max(...at.map((row) => row.reduce((l, x) => Math.max(l, Math.abs(x)), 0)))
      const floor = 4e-16 * size
      // what is left of a condition is an error of the solution itself, and an equation that is not met is none of a solution at all
      const unmet = found.left > UNMET ? found.left * size : 0
      const error = Math.max(unmet, found.violation, ...at.map((row, k) => largestChange(row, last!.at[k]!)))
      if (best === undefined || error < best.error) {
        const sizes = space.axes.map((axis) => axis.size)
        best = { ...found, discretisation, error: Math.max(error, floor), sizes }
        worse = 0
      } else worse++
      if (error <= 10 * floor || worse >= 2) break
    }
    last = { change: found, discretisation, at }
  }
  return best
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
