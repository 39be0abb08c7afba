import { COMPILED_FROM, linearKernels } from '../engine/wasm/linear/index.ts'
import { applyReflector, makeReflector } from './reflector.ts'

/** A = Q R of a column-major matrix with rows >= columns: R in the upper triangle of `a`, the reflectors of Q below it. */
export interface Qr {
  a: Float64Array
  rows: number
  columns: number
  tau: Float64Array
}

/**
 * Householder QR, in place: 2 n^2 (m - n/3) operations; of larger matrices in WebAssembly, to the same accuracy; `portable`: with the same bits on every
 * machine, which costs speed.
 */
export function householderQr(a: Float64Array, rows: number, columns: number, portable = false): Qr {
  const kernels = columns < COMPILED_FROM ? undefined : linearKernels(portable)
  return kernels === undefined ? plainQr(a, rows, columns) : { a, rows, columns, tau: kernels.qr(a, rows, columns) }
}

/** The same in plain TypeScript (Golub & Van Loan, Matrix Computations, algorithm 5.2.1). */
export function plainQr(a: Float64Array, rows: number, columns: number): Qr {
  const tau = new Float64Array(columns)
  for (let k = 0; k < columns; k++) {
    const at = k * rows + k
    tau[k] = makeReflector(a, at, rows - k)
    applyReflector(a, at, rows - k, tau[k]!, a, rows, k, k + 1, columns)
  }
  return { a, rows, columns, tau }
}

/** Q^T b, in place; b has `rows` entries, of which the first `columns` belong to R. */
export function applyQTransposed({ a, rows, columns, tau }: Qr, b: Float64Array): void {
  for (let k = 0; k < columns; k++) applyReflector(a, k * rows + k, rows - k, tau[k]!, b, rows, k, 0, 1)
}

/** Q b, in place. */
export function applyQ({ a, rows, columns, tau }: Qr, b: Float64Array): void {
  for (let k = columns - 1; k >= 0; k--) applyReflector(a, k * rows + k, rows - k, tau[k]!, b, rows, k, 0, 1)
}

/** Solves R x = b for the leading n columns of R, in place in the first n entries of b. A zero on the diagonal gives infinities. */
export function solveUpper({ a, rows }: Pick<Qr, 'a' | 'rows'>, b: Float64Array, n: number): void {
  for (let k = n - 1; k >= 0; k--) {
    const x = b[k]! / a[k * rows + k]!
    b[k] = x
    for (let i = 0; i < k; i++) b[i]! -= x * a[k * rows + i]!
  }
}

/** R as a square column-major matrix with zeros below the diagonal; transposed on demand. */
export function triangle({ a, rows, columns }: Qr, transposed: boolean): Float64Array {
  const out = new Float64Array(columns * columns)
  for (let j = 0; j < columns; j++) for (let i = 0; i <= j; i++) out[transposed ? i * columns + j : j * columns + i] = a[j * rows + i]!
  return out
}
