import { Arena, strideOf } from './columns.ts'
import type { Kernels } from './kernels.ts'
import { reflection } from './reflector.ts'

const LINE = 64
const ROWS_IN_LINE = 8

/** What a factorisation with column pivoting gives beside the matrix. */
export interface PivotedParts {
  tau: Float64Array
  /** column of the matrix that stands at each place */
  pivots: Int32Array
  /** columns that were factored */
  rank: number
}

/** Below this share of what a column's norm was when it was last taken, it is taken anew (LAPACK's dlaqp2; Drmac & Bujanovic 2008). */
const CANCELLED = 1.5e-8

/** QR with column pivoting, in place, of a column-major matrix, as linear/pivoted-qr.ts does it: one reflector at a time, to four columns at once. */
export function fusedPivotedQr(kernels: Kernels, a: Float64Array, rows: number, columns: number, tolerance: number): PivotedParts {
  const arena = new Arena(kernels, strideOf(rows) * (columns + 6))
  const matrix = arena.columns(rows, columns, 4)
  const v = arena.columns(rows, 1)
  for (let j = 0; j < columns; j++) arena.column(matrix, j).set(a.subarray(j * rows, (j + 1) * rows))
  const most = Math.min(rows, columns)
  const numbers = arena.numbers()
  const [first, step] = [matrix.at / 8, matrix.stride / 8]
  const reflector = arena.column(v, 0)
  const spare = new Float64Array(rows)
  const tau = new Float64Array(most)
  const pivots = Int32Array.from({ length: columns }, (_, j) => j)
  const norms = Float64Array.from({ length: columns }, (_, j) => norm(numbers, first + j * step, rows))
  const exact = norms.slice()
  let largest = 0
  let rank = 0
  for (; rank < most; rank++) {
    const k = rank
    let best = k
    for (let j = k + 1; j < columns; j++) if (norms[j]! > norms[best]!) best = j
    if (k === 0) largest = norms[best]!
    if (!(norms[best]! > tolerance * largest)) break
    const column = arena.column(matrix, k)
    if (best !== k) {
      const other = arena.column(matrix, best)
      spare.set(column)
      column.set(other)
      other.set(spare)
      for (const list of [pivots, norms, exact]) [list[k], list[best]] = [list[best]!, list[k]!]
    }
    const line = ROWS_IN_LINE * Math.floor(k / ROWS_IN_LINE)
    const bytes = LINE * Math.ceil((rows - line) / ROWS_IN_LINE)
    reflector.fill(0, line, k + 1)
    reflector.set(column.subarray(k + 1), k + 1)
    const tail = reflector.subarray(k + 1)
    const at = v.at + 8 * line
    const made = reflection(column[k]!, kernels.dot(at, at, bytes), tail)
    tau[k] = made.tau
    if (made.tau !== 0) {
      kernels.scale(at, 1 / made.divisor, bytes)
      column.set(tail, k + 1)
    }
    reflector[k] = 1
    column[k] = made.beta
    const left = columns - k - 1
    if (left > 0 && made.tau !== 0)
      kernels.reflect(at, matrix.at + (k + 1) * matrix.stride + 8 * line, matrix.stride, left, bytes, made.tau)
    for (let j = k + 1; j < columns; j++) {
      if (norms[j] === 0) continue
      const share = Math.max(0, 1 - (numbers[first + j * step + k]! / norms[j]!) ** 2)
      if (share * (norms[j]! / exact[j]!) ** 2 <= CANCELLED) {
        norms[j] = norm(numbers, first + j * step + k + 1, rows - k - 1)
        exact[j] = norms[j]!
      } else norms[j]! *= Math.sqrt(share)
    }
  }
  for (let j = 0; j < columns; j++) a.set(arena.column(matrix, j), j * rows)
  return { tau, pivots, rank }
}

function norm(a: Float64Array, at: number, n: number): number {
  let sum = 0
  for (let i = at; i < at + n; i++) sum += a[i]! * a[i]!
  return Math.sqrt(sum)
}
