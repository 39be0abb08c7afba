import { COMPILED_FROM, linearKernels } from '../engine/wasm/linear/index.ts'
import { applyReflector, makeReflector } from './reflector.ts'

/** A = U B V^T of a square matrix: B upper bidiagonal with diagonal d and superdiagonal e, U and V as reflectors. */
export interface Bidiagonal {
  n: number
  d: Float64Array
  e: Float64Array
  left: Float64Array
  leftTau: Float64Array
  /** reflector k of V in right[k n + k + 1 …] */
  right: Float64Array
  rightTau: Float64Array
}

/** Golub-Kahan bidiagonalisation of a square column-major matrix, in place: 8/3 n^3 operations; of larger ones in WebAssembly. `portable` as in qr.ts. */
export function bidiagonalise(a: Float64Array, n: number, portable = false): Bidiagonal {
  const kernels = n < COMPILED_FROM ? undefined : linearKernels(portable)
  return kernels === undefined ? plainBidiagonal(a, n) : { n, left: a, ...kernels.bidiagonalise(a, n) }
}

/**
 * The same in plain TypeScript, of a square column-major matrix by Householder reflectors from both sides, in place
 * (Golub & Kahan 1965; Golub & Van Loan, Matrix Computations, algorithm 5.4.2).
 */
export function plainBidiagonal(a: Float64Array, n: number): Bidiagonal {
  const d = new Float64Array(n)
  const e = new Float64Array(Math.max(0, n - 1))
  const leftTau = new Float64Array(n)
  const rightTau = new Float64Array(n)
  const right = new Float64Array(n * n)
  const w = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    const at = k * n + k
    leftTau[k] = makeReflector(a, at, n - k)
    d[k] = a[at]!
    applyReflector(a, at, n - k, leftTau[k]!, a, n, k, k + 1, n)
    if (k + 1 >= n) break
    // row k right of the diagonal, gathered: rows of a column-major matrix are strided
    const v = k * n + k + 1
    for (let j = k + 1; j < n; j++) right[k * n + j] = a[j * n + k]!
    const tau = makeReflector(right, v, n - k - 1)
    rightTau[k] = tau
    e[k] = right[v]!
    right[v] = 1
    if (tau === 0) continue
    // the rows below: A <- A (I - tau v v^T), column by column
    w.fill(0)
    for (let j = k + 1; j < n; j++) axpy(right[k * n + j]! * tau, a, j * n, w, k + 1, n)
    for (let j = k + 1; j < n; j++) {
      const factor = right[k * n + j]!
      for (let i = k + 1; i < n; i++) a[j * n + i]! -= factor * w[i]!
    }
  }
  return { n, d, e, left: a, leftTau, right, rightTau }
}

/** U^T b, in place. */
export function applyUTransposed({ n, left, leftTau }: Bidiagonal, b: Float64Array): void {
  for (let k = 0; k < n; k++) applyReflector(left, k * n + k, n - k, leftTau[k]!, b, n, k, 0, 1)
}

/** V b, in place. */
export function applyV({ n, right, rightTau }: Bidiagonal, b: Float64Array): void {
  for (let k = n - 2; k >= 0; k--) applyReflector(right, k * n + k + 1, n - k - 1, rightTau[k]!, b, n, k + 1, 0, 1)
}

function axpy(factor: number, x: Float64Array, at: number, y: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) y[i]! += factor * x[at + i]!
}
