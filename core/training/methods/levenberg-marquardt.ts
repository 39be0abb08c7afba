import { DampedLeastSquares } from '../../linear/damped-least-squares.ts'
import { allFinite } from '../../linear/finite.ts'
import { FLOOR, LEAST_LOSS, ROUND_OFF, STALLED, stalls, type Method, type MethodState, type Minimised } from './method.ts'

const MOST_DAMPING = 1e10

/**
 * Levenberg-Marquardt with Nielsen's rule for the damping (Madsen, Nielsen & Tingleff, Methods for Non-Linear Least Squares Problems, 2004,
 * algorithm 3.16), by QR and bidiagonalisation of the Jacobian. The damping is told as a share of sigma_max^2 and begins at 1e-3.
 */
export function levenbergMarquardt(minimised: Minimised, restored?: MethodState): Method {
  const { parameters } = minimised
  const state: MethodState = restored ?? { step: 0, state: [Float64Array.of(0, 1e-3, 2)] }
  // iterations in a row that stalled; damping; its factor after a step that fails
  const own = state.state[0]!
  return {
    state,
    changed: () => own.set([0, 1e-3, 2]),
    step() {
      const { rows } = minimised
      const rho = new Float64Array(rows)
      minimised.rowValues(rho)
      const before = squares(rho)
      if (before <= LEAST_LOSS) return ROUND_OFF
      const jacobian = new Float64Array(rows * parameters.length)
      minimised.jacobian(jacobian)
      if (!allFinite(jacobian)) return null
      const solver = new DampedLeastSquares(jacobian, rows, parameters.length, rho)
      const kept = parameters.slice()
      while (own[1]! < MOST_DAMPING) {
        const { step, predicted } = solver.solve(own[1]!)
        for (let i = 0; i < kept.length; i++) parameters[i] = kept[i]! + step[i]!
        minimised.rowValues(rho)
        const after = squares(rho)
        const gain = (before - after) / predicted
        if (gain > 0) {
          own[1] = own[1]! * Math.max(1 / 3, 1 - (2 * Math.min(gain, 1) - 1) ** 3)
          own[2] = 2
          state.step++
          return stalls(own, before, after) ? STALLED : null
        }
        own[1] = own[1]! * own[2]!
        own[2] = own[2]! * 2
      }
      parameters.set(kept)
      own[1] = 1e-3
      own[2] = 2
      return FLOOR
    }
  }
}

function squares(rho: Float64Array): number {
  let sum = 0
  for (let i = 0; i < rho.length; i++) sum += rho[i]! * rho[i]!
  return sum
}
