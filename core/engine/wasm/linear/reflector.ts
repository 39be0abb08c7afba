/** H = I - tau v v^T maps (alpha, x) to (beta, 0); v = (1, x / divisor). */
export interface Reflection {
  beta: number
  tau: number
  divisor: number
}

/**
 * LAPACK's dlarfg. `squares` is the sum of squares of x; where it under- or overflows it is taken anew from scaled entries.
 */
export function reflection(alpha: number, squares: number, x: Float64Array): Reflection {
  if (squares < 1e-280 || squares > 1e280) return scaled(alpha, x)
  return of(alpha, squares, 1)
}

/** Smaller entries are round-off of round-off, as where many rows are equal: one over them is infinite. */
const TINY = 1e-290

function scaled(alpha: number, x: Float64Array): Reflection {
  let largest = 0
  for (const value of x) largest = Math.max(largest, Math.abs(value))
  if (largest === Infinity) return of(alpha, NaN, 1)
  if (largest < TINY) return { beta: alpha, tau: 0, divisor: 1 }
  const scale = Math.max(largest, Math.abs(alpha))
  let squares = 0
  for (const value of x) squares += (value / scale) ** 2
  return squares === 0 ? { beta: alpha, tau: 0, divisor: 1 } : of(alpha / scale, squares, scale)
}

function of(alpha: number, squares: number, scale: number): Reflection {
  const norm = Math.sqrt(alpha * alpha + squares)
  const beta = alpha > 0 ? -norm : norm
  return { beta: beta * scale, tau: (beta - alpha) / beta, divisor: (alpha - beta) * scale }
}
