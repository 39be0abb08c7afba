import { Arena, strideOf, type Columns } from './columns.ts'
import { BLOCK_COLUMNS } from './block-products.ts'
import type { Kernels } from './kernels.ts'
import { reflection } from './reflector.ts'

const LINE = 64
const ROWS_IN_LINE = 8
/** Columns that reflectors are applied to together, and bytes of a column that are multiplied together. */
const STRIP = 32
const CHUNK = 256 * 8

/**
 * Householder QR, in place, of a column-major matrix with rows >= columns, as linear/qr.ts leaves it. Reflectors are made 32 at a time
 * and applied to the columns on their right together, as I - V T V^T (Schreiber & Van Loan, SIAM J. Sci. Stat. Comput. 10 (1989) 53;
 * LAPACK's dgeqrf), so that nearly all operations are matrix products.
 * @returns tau, one per column
 */
export function blockedQr(kernels: Kernels, a: Float64Array, rows: number, columns: number): Float64Array {
  const arena = new Arena(
    kernels,
    strideOf(rows) * (columns + 4 + 3 * BLOCK_COLUMNS + 4) + 4 * strideOf(BLOCK_COLUMNS) * (STRIP + 3 * BLOCK_COLUMNS)
  )
  const matrix = arena.columns(rows, columns, 4)
  const panel = arena.columns(rows, BLOCK_COLUMNS, 4)
  const v = arena.columns(rows, BLOCK_COLUMNS)
  const packed = arena.columns(rows, BLOCK_COLUMNS)
  const gram = arena.packed(BLOCK_COLUMNS, BLOCK_COLUMNS)
  const t = arena.columns(BLOCK_COLUMNS, BLOCK_COLUMNS)
  const packedT = arena.packed(BLOCK_COLUMNS, BLOCK_COLUMNS)
  const w = arena.packed(BLOCK_COLUMNS, STRIP)
  const turned = arena.packed(BLOCK_COLUMNS, STRIP)
  for (let j = 0; j < columns; j++) arena.column(matrix, j).set(a.subarray(j * rows, (j + 1) * rows))
  const tau = new Float64Array(columns)
  for (let from = 0; from < columns; from += BLOCK_COLUMNS) {
    const count = Math.min(BLOCK_COLUMNS, columns - from)
    // apart from the matrix: kernels take columns in fours, and those behind the panel are not its own
    for (let j = 0; j < count; j++) arena.column(panel, j).set(arena.column(matrix, from + j))
    factorPanel(arena, panel, v, from, count, tau)
    for (let j = 0; j < count; j++) arena.column(matrix, from + j).set(arena.column(panel, j))
    const right = columns - from - count
    if (right === 0) break
    // rows above the panel are done; `from` is a whole number of lines
    const skipped = 8 * from
    const bytes = LINE * Math.ceil((rows - from) / ROWS_IN_LINE)
    for (let at = 0; at < bytes; at += CHUNK) kernels.pack(v.at + skipped + at, v.stride, packed.at + 32 * at, Math.min(CHUNK, bytes - at))
    const turn = (b: number, stride: number, to: number, count: number): void => {
      for (let at = 0; at < bytes; at += CHUNK)
        kernels.transposedProduct(packed.at + 32 * at, b + at, stride, to, count, Math.min(CHUNK, bytes - at))
    }
    arena.zero(gram)
    turn(v.at + skipped, v.stride, gram.at, BLOCK_COLUMNS)
    triangularFactor(arena, gram, t, tau.subarray(from, from + count))
    kernels.pack(t.at, t.stride, packedT.at, 8 * BLOCK_COLUMNS)
    // some columns at a time: they are still in the cache when they are read again
    for (let done = 0; done < right; done += STRIP) {
      const few = Math.min(STRIP, right - done)
      const whole = 4 * Math.ceil(few / 4)
      const below = matrix.at + (from + count + done) * matrix.stride + skipped
      arena.zero(w)
      arena.zero(turned)
      turn(below, matrix.stride, w.at, whole)
      kernels.transposedProduct(packedT.at, w.at, w.stride, turned.at, whole, w.stride)
      kernels.subtractProduct(v.at + skipped, v.stride, turned.at, below, matrix.stride, whole, bytes)
    }
  }
  for (let j = 0; j < columns; j++) a.set(arena.column(matrix, j), j * rows)
  return tau
}

/** QR of a panel of columns, one reflector at a time; the reflectors stand in v with their ones and zeros, and in the panel without. */
function factorPanel(arena: Arena, panel: Columns, v: Columns, from: number, count: number, tau: Float64Array): void {
  const { kernels } = arena
  const { rows } = panel
  for (let j = 0; j < BLOCK_COLUMNS; j++) {
    const reflector = arena.column(v, j)
    reflector.fill(0)
    if (j >= count) continue
    const k = from + j
    const column = arena.column(panel, j)
    reflector.set(column.subarray(k + 1), k + 1)
    const line = ROWS_IN_LINE * Math.floor(k / ROWS_IN_LINE)
    const bytes = LINE * Math.ceil((rows - line) / ROWS_IN_LINE)
    const at = v.at + j * v.stride + 8 * line
    const tail = reflector.subarray(k + 1)
    const made = reflection(column[k]!, kernels.dot(at, at, bytes), tail)
    tau[k] = made.tau
    if (made.tau !== 0) {
      kernels.scale(at, 1 / made.divisor, bytes)
      column.set(tail, k + 1)
    }
    reflector[k] = 1
    column[k] = made.beta
    const left = count - j - 1
    if (left === 0 || made.tau === 0) continue
    kernels.reflect(at, panel.at + (j + 1) * panel.stride + 8 * line, panel.stride, left, bytes, made.tau)
  }
}

/** T of I - V T V^T: upper triangular, T[:i, i] = -tau_i T[:i, :i] V[:, :i]^T v_i. */
function triangularFactor(arena: Arena, gram: Columns, t: Columns, tau: Float64Array): void {
  const columns = Array.from({ length: BLOCK_COLUMNS }, (_, i) => arena.column(t, i))
  for (let i = 0; i < BLOCK_COLUMNS; i++) {
    const column = columns[i]!
    column.fill(0)
    const factor = tau[i] ?? 0
    if (factor === 0) continue
    const products = arena.column(gram, i)
    for (let l = 0; l < i; l++) {
      const scaled = -factor * products[l]!
      for (let row = 0; row <= l; row++) column[row]! += scaled * columns[l]![row]!
    }
    column[i] = factor
  }
}
