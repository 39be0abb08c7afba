import { COMPILED_FROM, linearKernels } from '../engine/wasm/linear/index.ts'
import { applyReflector, makeReflector } from './reflector.ts'
import { applyQTransposed, householderQr, solveUpper, triangle } from './qr.ts'

/** A P = Q R with |R_00| >= |R_11| >= …; only the first `rank` columns were factored. */
export interface PivotedQr {
  a: Float64Array
  rows: number
  columns: number
  tau: Float64Array
  /** column of A that stands at each place */
  pivots: Int32Array
  rank: number
}

/**
 * QR with column pivoting of a column-major matrix, in place (Businger & Golub 1965; norms kept up to date as LAPACK's dlaqp2 does:
 * Drmac & Bujanovic 2008). Ends where the largest remaining column is below `tolerance` times the first. Larger matrices in WebAssembly; `portable` as in qr.ts.
 */
export function pivotedQr(a: Float64Array, rows: number, columns: number, tolerance = 1e-15, portable = false): PivotedQr {
  const kernels = columns < COMPILED_FROM ? undefined : linearKernels(portable)
  return kernels === undefined
    ? plainPivotedQr(a, rows, columns, tolerance)
    : { a, rows, columns, ...kernels.pivotedQr(a, rows, columns, tolerance) }
}

/** The same in plain TypeScript. */
export function plainPivotedQr(a: Float64Array, rows: number, columns: number, tolerance: number): PivotedQr {
  const most = Math.min(rows, columns)
  const tau = new Float64Array(most)
  const pivots = Int32Array.from({ length: columns }, (_, j) => j)
  const norms = Float64Array.from({ length: columns }, (_, j) => norm(a, j * rows, rows))
  const exact = norms.slice()
  let first = 0
  for (let k = 0; k < most; k++) {
    let best = k
    for (let j = k + 1; j < columns; j++) if (norms[j]! > norms[best]!) best = j
    if (k === 0) first = norms[best]!
    if (!(norms[best]! > tolerance * first)) return { a, rows, columns, tau, pivots, rank: k }
    if (best !== k) swap(a, rows, pivots, norms, exact, k, best)
    const at = k * rows + k
    tau[k] = makeReflector(a, at, rows - k)
    applyReflector(a, at, rows - k, tau[k]!, a, rows, k, k + 1, columns)
    for (let j = k + 1; j < columns; j++) {
      if (norms[j] === 0) continue
      const share = Math.max(0, 1 - (a[j * rows + k]! / norms[j]!) ** 2)
      // where most of a column is gone, its norm is taken anew
      if (share * (norms[j]! / exact[j]!) ** 2 <= 1.5e-8) {
        norms[j] = norm(a, j * rows + k + 1, rows - k - 1)
        exact[j] = norms[j]!
      } else norms[j]! *= Math.sqrt(share)
    }
  }
  return { a, rows, columns, tau, pivots, rank: most }
}

/**
 * min |A x - b| of a column-major matrix, which is overwritten, for a b of `rows` entries. A tall matrix is first brought to its triangle, which is quick;
 * only that is pivoted. Returns the basic solution and the square of what the model leaves.
 */
export function leastSquares(
  a: Float64Array,
  rows: number,
  columns: number,
  b: Float64Array,
  tolerance: number,
  portable = false
): { x: Float64Array; left: number; rank: number } {
  const right = b.slice()
  const isTall = rows > columns && columns >= 48
  let small = a
  let beyond = 0
  if (isTall) {
    const qr = householderQr(a, rows, columns, portable)
    applyQTransposed(qr, right)
    beyond = right.subarray(columns).reduce((sum, value) => sum + value * value, 0)
    small = triangle(qr, false)
  }
  const n = isTall ? columns : rows
  const pivoted = pivotedQr(small, n, columns, tolerance, portable)
  const head = right.subarray(0, n)
  const x = solvePivoted(pivoted, head)
  return { x, left: beyond + head.subarray(pivoted.rank).reduce((sum, value) => sum + value * value, 0), rank: pivoted.rank }
}

/** Basic solution of min |A x - b|: columns beyond the rank get 0. `b` is overwritten by Q^T b. */
export function solvePivoted(qr: PivotedQr, b: Float64Array): Float64Array {
  const { a, rows, columns, tau, pivots, rank } = qr
  for (let k = 0; k < rank; k++) applyReflector(a, k * rows + k, rows - k, tau[k]!, b, rows, k, 0, 1)
  const y = b.slice(0, rank)
  solveUpper({ a, rows }, y, rank)
  const x = new Float64Array(columns)
  for (let k = 0; k < rank; k++) x[pivots[k]!] = y[k]!
  return x
}

function norm(a: Float64Array, at: number, n: number): number {
  let sum = 0
  for (let i = at; i < at + n; i++) sum += a[i]! * a[i]!
  return Math.sqrt(sum)
}

function swap(a: Float64Array, rows: number, pivots: Int32Array, norms: Float64Array, exact: Float64Array, j: number, k: number): void {
  for (let i = 0; i < rows; i++) {
    const kept = a[j * rows + i]!
    a[j * rows + i] = a[k * rows + i]!
    a[k * rows + i] = kept
  }
  for (const list of [pivots, norms, exact]) {
    const kept = list[j]!
    list[j] = list[k]!
    list[k] = kept
  }
}
