import type { NumericSystem } from '../system.ts'
import { solveLinearised } from './discretise.ts'
import type { Change, Discretisation } from './discretise.ts'
import { nothing } from './newton.ts'
import { readCoefficients } from './rows.ts'

const ITERATIONS = 6

/**
 * A first guess for Newton's method where a number is found with the solution: inverse iteration at the number's first value, which leads to the eigenfunction whose
 * eigenvalue lies nearest to it (Golub and Van Loan, Matrix Computations, 7.6.1), scaled so that the normalisation holds.
 */
export function eigenStart(discretisation: Discretisation, system: NumericSystem): Change {
  const start = nothing(discretisation, system)
  const { equations, conditions } = discretisation
  const parts = [...equations, ...conditions]
  const trained = [...start.trained]
  const valuesOf = (coefficients: readonly Float64Array[]) =>
    parts.map((sampled) => sampled.run(readCoefficients(coefficients, sampled), trained).map((row) => row.slice()))
  const { solve } = solveLinearised(discretisation, valuesOf(start.coefficients))
  // all frequencies, so that no eigenfunction is missed
  let coefficients: Float64Array[] = start.coefficients.map((row) => row.map((_, k) => 1 / (1 + k)))
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const values = valuesOf(coefficients)
    const right = parts.map((sampled, s) => {
      const zero = new Float64Array(sampled.count)
      if (s >= equations.length) return zero
      return values[s]!.slice(1 + sampled.part.reads.length).reduce((sum, row) => sum.map((x, p) => x + row[p]!), zero)
    })
    coefficients = solve(right).coefficients
    const largest = Math.max(...coefficients.flatMap((row) => [...row].map(Math.abs)))
    if (!(largest > 0)) return start
    coefficients = coefficients.map((row) => row.map((x) => x / largest))
  }
  // conditions that are zero for the zero function hold already; the others say how large it is, c(s u) = c(0) + s^2 (c(u) - c(0))
  const [atZero, atOne] = [valuesOf(start.coefficients), valuesOf(coefficients)]
  for (let s = equations.length; s < parts.length; s++) {
    const [zero, one] = [atZero[s]![0]![0]!, atOne[s]![0]![0]!]
    const square = -zero / (one - zero)
    if (zero !== 0 && square > 0)
      return { coefficients: coefficients.map((row) => row.map((x) => x * Math.sqrt(square))), trained: start.trained }
  }
  return { coefficients, trained: start.trained }
}
