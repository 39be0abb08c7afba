import type { Lanes } from './lanes.ts'

/** c[0] + x (c[1] + x (c[2] + ...)). */
export function horner<V>(lanes: Lanes<V>, x: V, coefficients: readonly number[]): V {
  let sum = lanes.constant(coefficients[coefficients.length - 1]!)
  for (let k = coefficients.length - 2; k >= 0; k--) sum = lanes.fma(sum, x, lanes.constant(coefficients[k]!))
  return sum
}

/** One of two numbers, by the precision of the lanes. */
export function either<V, T>(lanes: Lanes<V>, float64: T, float32: T): T {
  return lanes.precision === 'float64' ? float64 : float32
}

/** The sign bit of x on the non-negative number a. */
export function withSign<V>(lanes: Lanes<V>, a: V, x: V): V {
  return lanes.or(a, lanes.and(x, signBit(lanes)))
}

export function signBit<V>(lanes: Lanes<V>): V {
  return lanes.constant(-0)
}
