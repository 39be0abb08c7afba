/** Order statistics of one configuration over its seeds, smaller being better. Failures are infinite, so a quantile may be infinite. */
export interface Statistics {
  n: number
  failed: number
  /** infinite when more than half failed; with exactly half the largest finite value, see `over` */
  median: number
  /** half of the seeds failed: all that is known of the median is that it lies above the largest finite value */
  over: boolean
  q25: number
  q75: number
  min: number
  max: number
}

/**
 * Quantile of type 7 (Hyndman and Fan 1996; the default of R and NumPy): linear between the order statistics at (n - 1) p. Anything between
 * a number and infinity is infinite.
 */
export function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p
  const below = Math.floor(at)
  const low = sorted[below] ?? NaN
  const part = at - below
  // The guard keeps 0.25 * 4 and its like exact, and infinity minus infinity out.
  return part === 0 || low === Infinity ? low : low + part * ((sorted[below + 1] ?? NaN) - low)
}

/** Statistics of n values; failed runs enter as Infinity (NaN counts as failed too). NaN throughout when there is none. */
export function statistics(values: readonly number[]): Statistics {
  const sorted = values.map((value) => (Number.isNaN(value) ? Infinity : value)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const n = sorted.length
  const failed = sorted.filter((value) => value === Infinity).length
  const over = n > 0 && failed * 2 === n
  return {
    n,
    failed,
    median: over ? (sorted[n / 2 - 1] ?? NaN) : quantile(sorted, 0.5),
    over,
    q25: quantile(sorted, 0.25),
    q75: quantile(sorted, 0.75),
    min: sorted[0] ?? NaN,
    max: sorted[n - 1] ?? NaN
  }
}
