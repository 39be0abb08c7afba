import type { Budget } from '../budget.ts'
import type { NumericSystem } from '../system.ts'
import { isLinearSystem } from '../system.ts'
import { solveLinearised } from './discretise.ts'
import type { Change, Discretisation } from './discretise.ts'
import { readCoefficients } from './rows.ts'
import type { Sampled } from './rows.ts'

export interface Converged extends Change {
  iterations: number
  /** largest |E| over the points of the equations, and largest violation of a condition */
  residual: number
  violation: number
  /** root mean square of what is left of the equations, relative to their terms, rows weighed as they are solved */
  left: number
  /** independent changes that leave everything as it is: the problem has more than one solution, or none */
  free: number
}

const MOST_ITERATIONS = 40

/** What is left to spend, and what an iteration takes of it. */
export interface NewtonCost {
  budget: Budget
  factorisation: number
}

/** The share of its residual by which a step is hoped to lessen it no more: what is left is what the functions cannot follow. */
const FOLLOWED = 0.99
/** Steps that change less than this share of the solution there are the last: more functions come next. */
const ENOUGH = 1e-3

/**
 * Newton's method on the coefficients, in the least-squares sense: halved steps where a whole one does not lessen the residual by a fair share of what the linearised problem promises, which
 * few functions cannot bring to zero (Gauss-Newton; Deuflhard, Newton Methods for Nonlinear Problems, 3.3 and 4.3).
 * Undefined where it does not converge, or not for the multiplications that are left of the budget.
 */
export function newton(discretisation: Discretisation, start: Change, cost?: NewtonCost): Converged | undefined {
  const { system, equations, conditions } = discretisation
  const parts = [...equations, ...conditions]
  const linear = isLinearSystem(system)
  let now = start
  let values = evaluate(parts, now)
  let before = Infinity
  for (let iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
    if (cost !== undefined) {
      if (cost.budget.left <= 0) return undefined
      cost.budget.left -= cost.factorisation
    }
    const { weights, solve, free } = solveLinearised(discretisation, values)
    const change = solve(values.map(([residual]) => residual!.map((value) => -value)))
    const size = norm(values, weights)
    if (!Number.isFinite(size) || !Number.isFinite(length(change))) return undefined
    const promised = Math.max(0, size ** 2 - change.left ** 2)
    // the last digits: what is left is what least squares leave, or round-off
    const travelled = length(change) / Math.max(length(moved(now, change, 1)), 1e-300)
    let [step, next] = [1, moved(now, change, 1)]
    let nextValues = evaluate(parts, next)
    while (!linear && travelled > 1e-6 && !(norm(nextValues, weights) ** 2 <= size ** 2 - (step / 2) * promised)) {
      step /= 2
      if (step < 1e-3) return undefined
      next = moved(now, change, step)
      nextValues = evaluate(parts, next)
    }
    if (travelled < 1e-6 && travelled > before / 2) return converged(now, iteration, values, weights, free().length)
    before = travelled
    ;[now, values] = [next, nextValues]
    const followed = !linear && step === 1 && travelled < ENOUGH && change.left > FOLLOWED * size
    if (travelled < 1e-14 || (linear && iteration === 2) || followed) return converged(now, iteration, values, weights, free().length)
  }
  return undefined

  function leftOf({ coefficients }: Change, at: readonly (readonly Float64Array[])[], weights: readonly Float64Array[]): number {
    const shares = equations.map((sampled, k) => {
      const reads = readCoefficients(coefficients, sampled)
      const [residual, ...partials] = at[k]!
      const terms = residual!.map((_, p) => reads.reduce((sum, row, r) => sum + Math.abs(row[p]! * partials[r]![p]!), 0))
      return Math.sqrt(squares(weighted(residual!, weights[k]!)) / (squares(weighted(terms, weights[k]!)) || 1))
    })
    return Math.max(...shares)
  }

  function converged(
    change: Change,
    iterations: number,
    at: readonly (readonly Float64Array[])[],
    weights: readonly Float64Array[],
    free: number
  ): Converged {
    return {
      ...change,
      iterations,
      residual: largestOf(at.slice(0, equations.length)),
      violation: largestOf(at.slice(equations.length)),
      left: leftOf(change, at, weights),
      free
    }
  }
}

/** All zero: the first guess where nothing is known. */
export function nothing({ space }: Discretisation, system: NumericSystem): Change {
  return { coefficients: system.unknowns.map(() => new Float64Array(space.size)), trained: Float64Array.from(system.trainables) }
}

const evaluate = (parts: readonly Sampled[], { coefficients, trained }: Change): Float64Array[][] =>
  parts.map((sampled) => sampled.run(readCoefficients(coefficients, sampled), [...trained]).map((row) => row.slice()))

const squares = (row: Float64Array): number => row.reduce((sum, x) => sum + x * x, 0)

const norm = (values: readonly (readonly Float64Array[])[], weights: readonly Float64Array[]): number =>
  Math.sqrt(values.reduce((sum, [residual], k) => sum + squares(weighted(residual!, weights[k]!)), 0))

const weighted = (row: Float64Array, weight: Float64Array): Float64Array => row.map((x, p) => x * weight[p]!)

const length = ({ coefficients, trained }: Change): number =>
  Math.sqrt([...coefficients, trained].reduce((sum, row) => sum + squares(row), 0))

const largestOf = (values: readonly (readonly Float64Array[])[]): number =>
  values.reduce((largest, [residual]) => residual!.reduce((l, x) => Math.max(l, Math.abs(x)), largest), 0)

function moved(now: Change, change: Change, step: number): Change {
  const sum = (a: Float64Array, b: Float64Array) => a.map((value, k) => value + step * b[k]!)
  return {
    coefficients: now.coefficients.map((row, k) => sum(row, change.coefficients[k]!)),
    trained: sum(now.trained, change.trained)
  }
}
