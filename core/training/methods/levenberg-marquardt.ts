import { lineariser } from './linearised.ts'
import { FLOOR, STALLED, stalls, type Method, type MethodState, type Minimised } from './method.ts'

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
  const linearise = lineariser(minimised)
  return {
    state,
    changed: () => own.set([0, 1e-3, 2]),
    step() {
      const about = linearise()
      if ('over' in about) return about.over
      const { solver, before, kept, move } = about
      while (own[1]! < MOST_DAMPING) {
        const { step, predicted } = solver.solve(own[1]!)
        const after = move(step)
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
