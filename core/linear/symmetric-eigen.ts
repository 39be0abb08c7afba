const MOST_SWEEPS = 60

/**
 * Eigenvalues, ascending, and orthonormal eigenvectors of a symmetric matrix, by cyclic Jacobi rotations (Golub & Van Loan, Matrix
 * Computations, section 8.5): accurate for small eigenvalues as well.
 * @param matrix n rows of n
 * @returns vectors[k] belongs to values[k]; its largest component is positive
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const n = matrix.length
  const a = matrix.map((row) => [...row])
  // rows are the vectors
  const v = a.map((_, i) => a.map((__, j) => (i === j ? 1 : 0)))
  const off = (): number => a.reduce((sum, row, i) => row.reduce((inner, x, j) => (i === j ? inner : inner + x * x), sum), 0)
  const size = a.reduce((sum, row) => row.reduce((inner, x) => inner + x * x, sum), 0)
  for (let sweep = 0; sweep < MOST_SWEEPS && off() > 1e-32 * size; sweep++) {
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q)
  }
  const order = a.map((_, k) => k).sort((i, j) => a[i]![i]! - a[j]![j]!)
  return {
    values: order.map((k) => a[k]![k]!),
    vectors: order.map((k) => {
      const vector = v[k]!
      const largest = vector.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0)
      return largest < 0 ? vector.map((x) => -x) : vector
    })
  }
}

/** The rotation of the plane (p, q) after which a[p][q] vanishes. */
function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const apq = a[p]![q]!
  if (apq === 0) return
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq)
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(1 + theta * theta))
  const c = 1 / Math.sqrt(1 + t * t)
  const s = t * c
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k]![p]!, a[k]![q]!]
    a[k]![p] = c * x - s * y
    a[k]![q] = s * x + c * y
  }
  for (const rows of [a, v]) {
    const [x, y] = [rows[p]!, rows[q]!]
    rows[p] = x.map((value, k) => c * value - s * y[k]!)
    rows[q] = x.map((value, k) => s * value + c * y[k]!)
  }
}
