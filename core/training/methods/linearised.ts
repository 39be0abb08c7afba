import { DampedLeastSquares } from '../../linear/damped-least-squares.ts'
import { allFinite } from '../../linear/finite.ts'
import { LEAST_LOSS, ROUND_OFF, type Minimised } from './method.ts'

/** The rows of the loss about the present parameters, ready for damped steps. */
export interface Linearised {
  readonly solver: DampedLeastSquares
  /** |rho|^2 at the present parameters */
  readonly before: number
  /** the present parameters */
  readonly kept: Float64Array
  /** Goes from there by a step; returns |rho|^2 where it leads. */
  readonly move: (step: Float64Array) => number
}

/** Linearises the rows about the present parameters; `over`: why no iteration follows, null where only this one is left out. */
export function linearised(minimised: Minimised): Linearised | { over: string | null } {
  const { rows, parameters } = minimised
  const rho = new Float64Array(rows)
  minimised.rowValues(rho)
  const before = squares(rho)
  if (before <= LEAST_LOSS) return { over: ROUND_OFF }
  const jacobian = new Float64Array(rows * parameters.length)
  minimised.jacobian(jacobian)
  if (!allFinite(jacobian)) return { over: null }
  const kept = parameters.slice()
  return {
    solver: new DampedLeastSquares(jacobian, rows, parameters.length, rho, minimised.portable),
    before,
    kept,
    move: (step) => {
      for (let i = 0; i < kept.length; i++) parameters[i] = kept[i]! + step[i]!
      minimised.rowValues(rho)
      return squares(rho)
    }
  }
}

function squares(rho: Float64Array): number {
  let sum = 0
  for (let i = 0; i < rho.length; i++) sum += rho[i]! * rho[i]!
  return sum
}
