import type { BoundProblem } from '../problem/bound.ts'
import type { SecondOrderName } from './methods/stepper.ts'

/** Multiplications and additions of a factorisation, up to which Gauss-Newton takes less than half a second an iteration. */
const MOST_WORK = 1e8
/** Parameters up to which a dense quasi-Newton matrix pays. */
export const MOST_DENSE = 1500

/** The method that `auto` stands for: Gauss-Newton where its factorisation is quick, else self-scaled Broyden, of large networks L-BFGS; a penalty is no sum of squares. */
export function automaticMethod({ bindings, engine }: Pick<BoundProblem, 'bindings' | 'engine'>, l2 = 0): SecondOrderName {
  const p = bindings.parameters.length
  if (l2 > 0) return p <= MOST_DENSE ? 'ssbroyden' : 'lbfgs'
  const m = engine.rows
  if (m * p * Math.min(m, p) <= MOST_WORK) return 'gauss_newton'
  return p <= MOST_DENSE ? 'ssbroyden' : 'lbfgs'
}
