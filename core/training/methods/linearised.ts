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

/**
 * What linearises the rows about the present parameters, with room for the Jacobian that it keeps: fresh memory for it costs as much as its numbers. `over`:
 * why no iteration follows, null where only this one is left out.
 */
export function lineariser(minimised: Minimised): () => Linearised | { over: string | null } {
  let room = new Float64Array(0)
  return () => {
    const size = minimised.rows * minimised.parameters.length
    if (room.length !== size) room = new Float64Array(size)
    return linearised(minimised, room)
  }
}

function linearised(minimised: Minimised, jacobian: Float64Array): Linearised | { over: string | null } {
  const { rows, parameters } = minimised
  const rho = new Float64Array(rows)
  minimised.rowValues(rho)
  const before = squares(rho)
  if (before <= LEAST_LOSS) return { over: ROUND_OFF }
  if (rows < parameters.length) minimised.jacobian(jacobian)
  else minimised.jacobianColumns(jacobian)
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
