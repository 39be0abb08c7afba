import { lineariser } from './linearised.ts'
import { FLOOR, STALLED, stalls, type Method, type MethodState, type Minimised } from './method.ts'

/** Shares of the predicted reduction that a step must reach; the next one after three slow iterations. */
const TARGETS = [0.05, 0.5, 0.25, 0.01]
/** An iteration that keeps more than this share of the loss is slow. */
const SLOW = 0.65

/**
 * Gauss-Newton with the longest damped step that pays: of lambda / sigma_max^2 = 1e-30, 1e-29, … 1e2 the first whose step reduces the loss, and
 * by at least a small share (0.05) of what the linear model predicts. The scan begins at the smallest damping, because the ratio is not monotone in lambda.
 * Webb, Jerad & Cartis, "DSGNAR" (arXiv:2607.02194, 2026), with exact QR and bidiagonalisation in place of their sketch. The Jacobian's condition number is
 * never squared. After three slow iterations the share that is asked for rotates.
 */
export function gaussNewton(minimised: Minimised, restored?: MethodState): Method {
  const { parameters } = minimised
  const state: MethodState = restored ?? { step: 0, state: [new Float64Array(3)] }
  // iterations in a row that stalled; which target; slow iterations in a row
  const own = state.state[0]!
  const linearise = lineariser(minimised)
  return {
    state,
    changed: () => own.fill(0),
    step() {
      const about = linearise()
      if ('over' in about) return about.over
      const { solver, before, kept, move } = about
      let after = before
      let best: { step: Float64Array; value: number } | undefined
      const target = TARGETS[own[1]!]!
      for (let exponent = -30; exponent <= 2; exponent++) {
        const { step, predicted } = solver.solve(10 ** exponent)
        const value = move(step)
        if (!(value < before)) continue
        if (best === undefined || value < best.value) best = { step, value }
        if ((before - value) / predicted < target) continue
        after = value
        break
      }
      if (best === undefined) {
        parameters.set(kept)
        return FLOOR
      }
      // none reached the target: the best of those that reduce the loss at all
      if (after === before) after = move(best.step)
      state.step++
      own[2] = after > SLOW * before ? own[2]! + 1 : 0
      if (own[2] >= 3) {
        own[1] = (own[1]! + 1) % TARGETS.length
        own[2] = 0
      }
      if (stalls(own, before, after)) return STALLED
      return null
    }
  }
}
