/*
 * Householder reflectors H = I - tau v v^T with v[0] = 1 not stored (LAPACK's convention; Golub & Van Loan, Matrix Computations, 5.1).
 * Matrices are column-major: entry (i, j) of a matrix with `rows` rows is a[j * rows + i].
 */

/**
 * Turns x = a[at .. at+n-1] into the reflector that maps it to (beta, 0, …): x[0] becomes beta, the rest v[1 …].
 * Returns tau; 0 where there is nothing to reflect.
 */
export function makeReflector(a: Float64Array, at: number, n: number): number {
  let squares = 0
  for (let i = at + 1; i < at + n; i++) squares += a[i]! * a[i]!
  if (squares === 0) return 0
  const alpha = a[at]!
  const norm = Math.sqrt(alpha * alpha + squares)
  const beta = alpha > 0 ? -norm : norm
  const inverse = 1 / (alpha - beta)
  for (let i = at + 1; i < at + n; i++) a[i]! *= inverse
  a[at] = beta
  return (beta - alpha) / beta
}

/** Applies H, with v in v[vAt …] and of length n, to columns `from` … `to`-1 of c, whose entries begin in row `row`. */
export function applyReflector(
  v: Float64Array,
  vAt: number,
  n: number,
  tau: number,
  c: Float64Array,
  rows: number,
  row: number,
  from: number,
  to: number
): void {
  if (tau === 0) return
  let j = from
  // four columns at a time: v is read once for all of them
  for (; j + 3 < to; j += 4) {
    const c0 = j * rows + row
    const c1 = c0 + rows
    const c2 = c1 + rows
    const c3 = c2 + rows
    let s0 = c[c0]!
    let s1 = c[c1]!
    let s2 = c[c2]!
    let s3 = c[c3]!
    for (let i = 1; i < n; i++) {
      const x = v[vAt + i]!
      s0 += x * c[c0 + i]!
      s1 += x * c[c1 + i]!
      s2 += x * c[c2 + i]!
      s3 += x * c[c3 + i]!
    }
    s0 *= tau
    s1 *= tau
    s2 *= tau
    s3 *= tau
    c[c0]! -= s0
    c[c1]! -= s1
    c[c2]! -= s2
    c[c3]! -= s3
    for (let i = 1; i < n; i++) {
      const x = v[vAt + i]!
      c[c0 + i]! -= s0 * x
      c[c1 + i]! -= s1 * x
      c[c2 + i]! -= s2 * x
      c[c3 + i]! -= s3 * x
    }
  }
  for (; j < to; j++) {
    const at = j * rows + row
    // four sums: one would wait for itself at every addition
    let s0 = c[at]!
    let s1 = 0
    let s2 = 0
    let s3 = 0
    let i = 1
    for (; i + 3 < n; i += 4) {
      s0 += v[vAt + i]! * c[at + i]!
      s1 += v[vAt + i + 1]! * c[at + i + 1]!
      s2 += v[vAt + i + 2]! * c[at + i + 2]!
      s3 += v[vAt + i + 3]! * c[at + i + 3]!
    }
    for (; i < n; i++) s0 += v[vAt + i]! * c[at + i]!
    const sum = tau * (s0 + s1 + (s2 + s3))
    c[at]! -= sum
    for (i = 1; i < n; i++) c[at + i]! -= sum * v[vAt + i]!
  }
}
