/** 97.5 % quantiles of Student's t distribution for 2 to 30 degrees of freedom (Abramowitz and Stegun, table 26.10). */
const T975 = [
  4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139, 2.200985, 2.178813, 2.160369, 2.144787, 2.13145,
  2.119905, 2.109816, 2.100922, 2.093024, 2.085963, 2.079614, 2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.04523,
  2.042272
]

/**
 * Geometric mean of positive values with its 95 % interval: Student's t on log10, from 3 values on (the only interval whose coverage holds with so
 * few seeds, measured). Undefined without values, or with one that is not positive.
 */
export function geometricMean(values: readonly number[]): { mean: number; low: number | null; high: number | null } | undefined {
  const n = values.length
  if (n === 0 || values.some((value) => !(value > 0 && value < Infinity))) return undefined
  const logs = values.map(Math.log10)
  const mean = logs.reduce((sum, log) => sum + log, 0) / n
  if (n < 3) return { mean: 10 ** mean, low: null, high: null }
  const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (n - 1))
  const half = (studentT975(n - 1) * deviation) / Math.sqrt(n)
  return { mean: 10 ** mean, low: 10 ** (mean - half), high: 10 ** (mean + half) }
}

/** The table, and beyond it the first terms of Fisher's expansion about the normal quantile (Abramowitz and Stegun 26.7.5). */
function studentT975(freedom: number): number {
  const z = 1.959963984540054
  return T975[freedom - 2] ?? z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2)
}
