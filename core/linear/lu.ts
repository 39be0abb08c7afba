import { LabError } from '../errors.ts'

/** A factorised square matrix; `solve` overwrites its argument, one right-hand side of n numbers, with the solution. */
export interface Factors {
  solve: (right: Float64Array) => void
}

/**
 * LU factorisation with partial pivoting of an n x n matrix, row-major, overwritten by its factors (Golub and Van Loan, Matrix Computations,
 * algorithm 3.4.1). Throws LabError `singular` where a pivot is zero or not a number.
 */
export function factorize(a: Float64Array, n: number): Factors {
  const pivots = new Int32Array(n)
  for (let k = 0; k < n; k++) {
    let p = k
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]!) > Math.abs(a[p * n + k]!)) p = i
    pivots[k] = p
    const pivot = a[p * n + k]!
    if (pivot === 0 || !Number.isFinite(pivot)) throw singular()
    if (p !== k) {
      for (let j = 0; j < n; j++) {
        const swap = a[k * n + j]!
        a[k * n + j] = a[p * n + j]!
        a[p * n + j] = swap
      }
    }
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k]! / pivot
      if (factor === 0) continue
      a[i * n + k] = factor
      for (let j = k + 1, to = i * n + k + 1, from = k * n + k + 1; j < n; j++) a[to++]! -= factor * a[from++]!
    }
  }
  return {
    solve(right) {
      for (let k = 0; k < n; k++) {
        const p = pivots[k]!
        const swap = right[k]!
        right[k] = right[p]!
        right[p] = swap
      }
      for (let i = 1; i < n; i++) {
        let sum = right[i]!
        for (let j = 0; j < i; j++) sum -= a[i * n + j]! * right[j]!
        right[i] = sum
      }
      for (let i = n - 1; i >= 0; i--) {
        let sum = right[i]!
        for (let j = i + 1; j < n; j++) sum -= a[i * n + j]! * right[j]!
        right[i] = sum / a[i * n + i]!
      }
    }
  }
}

export const singular = () =>
  new LabError(
    'singular',
    'The linear equations have no unique solution.',
    'The problem itself has none or several solutions (an eigenvalue, a missing condition), or the grid hits one: change the number of points.'
  )
