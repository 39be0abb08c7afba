/** How a wished step divides an interval. */
export interface Division {
  /** number of steps taken, at least 1 */
  steps: number
  /** the step that divides the interval into so many */
  step: number
  /** whether that is the wished step, up to roundoff */
  fits: boolean
}

const ROUNDOFF = 1e-9

/**
 * Divides an interval of the given length by a wished step. The quotient is rounded, never truncated: 1 / 0.005000000000000001 is
 * 199.99999999999997 and means 200 steps; truncation makes the end of the interval wrong by a whole step.
 */
export function divide(length: number, wished: number): Division {
  const steps = Math.max(1, Math.round(length / wished))
  const step = length / steps
  return { steps, step, fits: Math.abs(steps * wished - length) <= ROUNDOFF * length }
}

/** The same, but a step that does not fit stays as it is and the last whole one that ends inside the interval is the last. */
export function stepsWithin(length: number, step: number): { steps: number; fits: boolean } {
  const division = divide(length, step)
  return division.fits ? { steps: division.steps, fits: true } : { steps: Math.max(1, Math.floor(length / step)), fits: false }
}

/** cells + 1 points from `from` to `to`, both included exactly. */
export function uniform(from: number, to: number, cells: number): Float64Array {
  const points = new Float64Array(cells + 1)
  for (let i = 0; i <= cells; i++) points[i] = from + ((to - from) * i) / cells
  points[cells] = to
  return points
}

/** Largest |a - b|; NaN when any difference is. */
export function distance(a: Float64Array, b: Float64Array): number {
  let largest = 0
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs((a[i] ?? NaN) - (b[i] ?? NaN))
    if (!(difference <= largest)) largest = difference
    if (Number.isNaN(largest)) return NaN
  }
  return largest
}
