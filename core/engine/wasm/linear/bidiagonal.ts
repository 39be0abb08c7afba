import { Arena, strideOf } from './columns.ts'
import type { Kernels } from './kernels.ts'
import { reflection } from './reflector.ts'

const LINE = 64
const ROWS_IN_LINE = 8

/** As linear/bidiagonal.ts leaves it, but for n. */
export interface BidiagonalParts {
  d: Float64Array
  e: Float64Array
  leftTau: Float64Array
  right: Float64Array
  rightTau: Float64Array
}

/**
 * Golub-Kahan bidiagonalisation, in place, of a square column-major matrix. Each step visits the matrix twice: once for what the last
 * right and the present left reflector make of it, once for the product that the right one needs (Howell et al., ACM Trans. Math. Softw. 34
 * (2008) 14): the matrix does not fit in the near caches, and visits are what costs.
 */
export function fusedBidiagonal(kernels: Kernels, a: Float64Array, n: number): BidiagonalParts {
  const arena = new Arena(kernels, strideOf(n) * (n + 12))
  const matrix = arena.columns(n, n, 4)
  const u = arena.columns(n, 1)
  const x = arena.columns(n, 1)
  const v = arena.columns(n + 4, 1)
  for (let j = 0; j < n; j++) arena.column(matrix, j).set(a.subarray(j * n, (j + 1) * n))
  const [uRow, xRow, vRow] = [arena.column(u, 0), arena.column(x, 0), arena.column(v, 0)]
  const numbers = arena.numbers()
  const first = matrix.at / 8
  const step = matrix.stride / 8
  const d = new Float64Array(n)
  const e = new Float64Array(Math.max(0, n - 1))
  const leftTau = new Float64Array(n)
  const rightTau = new Float64Array(n)
  const right = new Float64Array(n * n)
  for (let k = 0; k < n; k++) {
    const line = ROWS_IN_LINE * Math.floor(k / ROWS_IN_LINE)
    const bytes = LINE * Math.ceil((n - line) / ROWS_IN_LINE)
    const skipped = 8 * line
    const column = arena.column(matrix, k)
    // what the last right reflector makes of this column; of the others, below
    if (k > 0) kernels.axpy(-vRow[k]!, x.at + skipped, matrix.at + k * matrix.stride + skipped, bytes)
    uRow.fill(0, 0, k + 1)
    uRow.set(column.subarray(k + 1), k + 1)
    const made = reflection(column[k]!, kernels.dot(u.at + skipped, u.at + skipped, bytes), uRow.subarray(k + 1))
    if (made.tau !== 0) {
      kernels.scale(u.at + skipped, 1 / made.divisor, bytes)
      column.set(uRow.subarray(k + 1), k + 1)
    }
    uRow[k] = 1
    column[k] = made.beta
    leftTau[k] = made.tau
    d[k] = made.beta
    const left = n - k - 1
    if (left === 0) break
    const next = matrix.at + (k + 1) * matrix.stride + skipped
    kernels.reflectTwice(u.at + skipped, next, matrix.stride, left, bytes, made.tau, x.at + skipped, v.at + 8 * (k + 1))
    // row k, right of the diagonal
    const row = right.subarray(k * n, (k + 1) * n)
    for (let j = k + 1; j < n; j++) row[j] = numbers[first + j * step + k]!
    let squares = 0
    for (let j = k + 2; j < n; j++) squares += row[j]! * row[j]!
    const turned = reflection(row[k + 1]!, squares, row.subarray(k + 2))
    for (let j = k + 2; j < n && turned.tau !== 0; j++) row[j]! /= turned.divisor
    rightTau[k] = turned.tau
    e[k] = turned.beta
    row[k + 1] = 1
    for (let j = k + 1; j < n; j++) vRow[j] = turned.tau * row[j]!
    xRow.fill(0, line)
    kernels.combine(next, matrix.stride, v.at + 8 * (k + 1), x.at + skipped, left, bytes)
    // rows down to k are done
    xRow.fill(0, 0, k + 1)
    for (let j = k + 1; j < n; j++) vRow[j] = row[j]!
  }
  for (let j = 0; j < n; j++) a.set(arena.column(matrix, j), j * n)
  return { d, e, leftTau, right, rightTau }
}
