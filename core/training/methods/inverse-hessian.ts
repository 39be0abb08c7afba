import { Arena, type Columns } from '../../engine/wasm/linear/columns.ts'
import { ownKernels } from '../../engine/wasm/linear/flat.ts'
import type { Kernels } from '../../engine/wasm/linear/kernels.ts'
import { dot } from './line-step.ts'

/** Three columns of a rank-three update, each with its factors: H <- scale H + sum of factor x column^T. */
export interface RankThree {
  scale: number
  factors: readonly [Float64Array, Float64Array, Float64Array]
  columns: readonly [Float64Array, Float64Array, Float64Array]
}

/** A dense symmetric matrix that a quasi-Newton method keeps. */
export interface InverseHessian {
  /** factor times the identity */
  reset(factor: number): void
  /** out = H x */
  multiply(x: Float64Array, out: Float64Array): void
  /** The update, and out = H x with the H that it makes. */
  update(change: RankThree, x: Float64Array, out: Float64Array): void
  /** n x n, row-major: a copy */
  numbers(): Float64Array
}

/** @param h n x n, row-major; it is changed in place */
export class InverseByArrays implements InverseHessian {
  private readonly h: Float64Array
  private readonly n: number

  constructor(h: Float64Array, n: number) {
    this.h = h
    this.n = n
  }

  reset(factor: number): void {
    this.h.fill(0)
    for (let i = 0; i < this.n; i++) this.h[i * this.n + i] = factor
  }

  multiply(x: Float64Array, out: Float64Array): void {
    for (let i = 0; i < this.n; i++) out[i] = dot(this.row(i), x)
  }

  update({ scale, factors: [left, middle, right], columns: [u, v, w] }: RankThree, x: Float64Array, out: Float64Array): void {
    for (let i = 0; i < this.n; i++) {
      const row = this.row(i)
      const [a, b, c] = [left[i]!, middle[i]!, right[i]!]
      for (let j = 0; j < row.length; j++) row[j] = row[j]! * scale + a * u[j]! + b * v[j]! + c * w[j]!
      out[i] = dot(row, x)
    }
  }

  numbers(): Float64Array {
    return this.h.slice()
  }

  private row(i: number): Float64Array {
    return this.h.subarray(i * this.n, (i + 1) * this.n)
  }
}

/** By compiled kernels, with the bits of that on arrays: the matrix stays in a memory of its own. */
class CompiledInverse implements InverseHessian {
  private readonly kernels: Kernels
  private readonly arena: Arena
  private readonly matrix: Columns
  /** three factors, then three columns and x, then a product */
  private readonly vectors: Columns
  private readonly bytes: number

  constructor(kernels: Kernels, h: Float64Array, n: number) {
    this.kernels = kernels
    this.arena = new Arena(kernels, (n + 8) * (8 * n + 128))
    this.matrix = this.arena.columns(n, n)
    this.vectors = this.arena.columns(n, 8)
    this.bytes = 64 * Math.ceil(n / 8)
    for (let j = 0; j < n; j++) this.arena.column(this.matrix, j).set(h.subarray(j * n, (j + 1) * n))
  }

  reset(factor: number): void {
    const { arena, matrix } = this
    arena.zero(matrix)
    for (let j = 0; j < matrix.rows; j++) arena.column(matrix, j)[j] = factor
  }

  multiply(x: Float64Array, out: Float64Array): void {
    const { arena, matrix, vectors, kernels, bytes } = this
    arena.column(vectors, 6).set(x)
    kernels.products(matrix.at, matrix.stride, this.at(6), this.at(7), matrix.rows, bytes)
    out.set(arena.column(vectors, 7))
  }

  update({ scale, factors, columns }: RankThree, x: Float64Array, out: Float64Array): void {
    const { arena, matrix, vectors, kernels, bytes } = this
    const all = [...factors, ...columns, x]
    all.forEach((vector, k) => arena.column(vectors, k).set(vector))
    kernels.renew(matrix.at, matrix.stride, scale, this.at(0), this.at(3), this.at(7), matrix.rows, bytes)
    out.set(arena.column(vectors, 7))
  }

  numbers(): Float64Array {
    const { rows } = this.matrix
    const made = new Float64Array(rows * rows)
    for (let j = 0; j < rows; j++) made.set(this.arena.column(this.matrix, j), j * rows)
    return made
  }

  private at(vector: number): number {
    return this.vectors.at + vector * this.vectors.stride
  }
}

/** @param h n x n, row-major; left out: the identity */
export function makeInverseHessian(n: number, h?: Float64Array): InverseHessian {
  const kernels = ownKernels()
  const start = h ?? new Float64Array(n * n)
  const made = kernels === undefined ? new InverseByArrays(start, n) : new CompiledInverse(kernels, start, n)
  if (h === undefined) made.reset(1)
  return made
}
