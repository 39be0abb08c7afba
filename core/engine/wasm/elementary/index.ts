import { cosh, exp, expm1, sigmoid, sinh, tanh } from './exp.ts'
import { erf, erfc } from './error-function.ts'
import { acos, asin, atan } from './inverse.ts'
import type { Lanes } from './lanes.ts'
import { log, log1p, softplus } from './log.ts'
import { pow } from './pow.ts'
import { cos, sin, tan } from './trigonometric.ts'

export { sincos } from './trigonometric.ts'
export type { Lanes } from './lanes.ts'

/** A function of lanes of one number. */
export type Elementary = <V>(lanes: Lanes<V>, x: V) => V

/**
 * Elementary functions of the compiled engine, own ones, so that a run has the same bits on every machine. Names are those
 * of autodiff/operations where there is one.
 *
 * Each is written once, branch-free, over Lanes<V> (lanes.ts): with VectorLanes, whose values are locals of a function that
 * is being written, a call leaves the code of the function there; with ScalarLanes it gives its value. Errors, in units in
 * the last place, are in elementary.test.ts; NaN and infinities propagate, denormals are right.
 */
export const ELEMENTARY = {
  exp,
  expm1,
  log,
  log1p,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  erf,
  erfc,
  sigmoid,
  softplus
} as const satisfies Record<string, Elementary>

export { pow }

export type ElementaryName = keyof typeof ELEMENTARY
