import { allFinite } from '../../linear/finite.ts'
import { leastSquares } from '../../linear/pivoted-qr.ts'
import { FLOOR, LEAST_LOSS, ROUND_OFF, type Method, type MethodState, type Minimised } from './method.ts'

export const LINEAR = 'Solved at once: the residual is linear in the output weights'

/** Dampings of a Newton step whose full length does not reduce the loss. */
const HALVINGS = 12
/** The share of the first loss that round-off leaves of a linear problem. */
const LINEAR_REMAINDER = 1e-22
/** A whole step that keeps more than this share of the loss is round-off. */
const SPENT = 0.999

/**
 * The output weights alone, by least squares; the hidden layers stay as they were drawn: random features (extreme learning machine; Huang, Zhu & Siew 2006; for
 * differential equations Dwivedi & Srinivasan 2020, Schiassi et al. 2021, Dong & Li 2021). Column-pivoted QR of the Jacobian's columns
 * of those weights. A linear residual is solved by one step, which tells that it is linear: the loss is what the model predicted. Else Newton steps, halved
 * where they are too long.
 */
export function instant(minimised: Minimised, restored?: MethodState): Method {
  const { parameters, outputs } = minimised
  const state: MethodState = restored ?? { step: 0, state: [] }
  return {
    state,
    changed: () => undefined,
    step() {
      const { rows } = minimised
      const rho = new Float64Array(rows)
      minimised.rowValues(rho)
      const before = squares(rho)
      if (before <= LEAST_LOSS) return ROUND_OFF
      const matrix = columnsOf(minimised, outputs)
      if (!allFinite(matrix)) return null
      const model = rho.map((x) => -x)
      const { x: step, left: predicted } = leastSquares(matrix, rows, outputs.length, model, 1e-14, minimised.portable)
      const kept = outputs.map((index) => parameters[index]!)
      for (let halving = 0, share = 1; halving <= HALVINGS; halving++, share /= 2) {
        outputs.forEach((index, k) => (parameters[index] = kept[k]! + share * step[k]!))
        minimised.rowValues(rho)
        const after = squares(rho)
        if (!(after < before)) continue
        state.step++
        // a remainder far below the first loss may still be that of a problem which is nearly linear, as in a short window
        const agrees = share === 1 && after - predicted <= 1e-8 * predicted + LINEAR_REMAINDER * before
        if (agrees && state.step === 1) return LINEAR
        // a whole step converges at least linearly, until only round-off is left
        return share === 1 && after > SPENT * before ? FLOOR : null
      }
      outputs.forEach((index, k) => (parameters[index] = kept[k]!))
      return FLOOR
    }
  }
}

/** Columns of the Jacobian, column-major, a stripe of rows at a time. */
function columnsOf(minimised: Minimised, columns: readonly number[]): Float64Array {
  const { rows, parameters } = minimised
  const out = new Float64Array(rows * columns.length)
  const stripe = Math.max(1, Math.min(rows, Math.floor(2 ** 20 / parameters.length)))
  const some = new Float64Array(stripe * parameters.length)
  for (let from = 0; from < rows; from += stripe) {
    const to = Math.min(rows, from + stripe)
    minimised.jacobian(some, from, to)
    for (let row = from; row < to; row++)
      columns.forEach((column, k) => (out[k * rows + row] = some[(row - from) * parameters.length + column]!))
  }
  return out
}

function squares(rho: Float64Array): number {
  let sum = 0
  for (let i = 0; i < rho.length; i++) sum += rho[i]! * rho[i]!
  return sum
}
