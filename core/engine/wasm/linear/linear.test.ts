import { describe, expect, test } from 'vitest'
import { applyUTransposed, applyV, plainBidiagonal, type Bidiagonal } from '../../../linear/bidiagonal.ts'
import { plainPivotedQr } from '../../../linear/pivoted-qr.ts'
import { applyQ, applyQTransposed, plainQr, triangle, type Qr } from '../../../linear/qr.ts'
import { StreamGenerator } from '../../../network/random.ts'
import { makeLinearKernels, linearKernels, type LinearKernels } from './index.ts'

const random = (length: number, name = 'linear'): Float64Array => {
  const generator = new StreamGenerator(11, name)
  return Float64Array.from({ length }, () => generator.normal())
}
const norm = (x: ArrayLike<number>): number => Math.sqrt(Array.from(x).reduce((sum, value) => sum + value * value, 0))
const column = (a: Float64Array, rows: number, j: number): Float64Array => a.subarray(j * rows, (j + 1) * rows)

const KINDS: readonly (readonly [string, LinearKernels])[] = [
  ['multiply-add', makeLinearKernels(true)!],
  ['multiply and add', makeLinearKernels(false)!]
]

/** |A - QR| / |A| and how far columns of Q are from being orthonormal. */
function errors(a: Float64Array, qr: Qr): { backward: number; orthogonality: number } {
  const { rows, columns } = qr
  const r = triangle(qr, false)
  const rest = a.slice()
  const q: Float64Array[] = []
  for (let j = 0; j < columns; j++) {
    const made = new Float64Array(rows)
    made.set(column(r, columns, j))
    applyQ(qr, made)
    const target = column(rest, rows, j)
    made.forEach((value, i) => (target[i]! -= value))
    const unit = new Float64Array(rows)
    unit[j] = 1
    applyQ(qr, unit)
    q.push(unit)
  }
  let orthogonality = 0
  for (let i = 0; i < columns; i++)
    for (let j = Math.max(0, i - 40); j <= i; j++) {
      const dot = q[i]!.reduce((sum, value, k) => sum + value * q[j]![k]!, 0)
      orthogonality = Math.max(orthogonality, Math.abs(dot - (i === j ? 1 : 0)))
    }
  return { backward: norm(rest) / norm(a), orthogonality }
}

/** Columns of falling size times a mixing matrix: condition number 1e16. */
function graded(rows: number, columns: number): Float64Array {
  const a = random(rows * columns, 'graded')
  return a.map((value, k) => value * 10 ** ((-16 * Math.floor(k / rows)) / columns))
}

function deficient(rows: number, columns: number): Float64Array {
  const a = random(rows * columns, 'deficient')
  for (let j = 3; j < columns; j += 3) column(a, rows, j).set(column(a, rows, j - 1))
  column(a, rows, 1).fill(0)
  return a
}

const SHAPES: readonly (readonly [number, number])[] = [
  [1, 1],
  [9, 1],
  [33, 32],
  [33, 33],
  [64, 64],
  [100, 65],
  [257, 130]
]

describe.each(KINDS)('%s', (_name, kernels) => {
  const factor = (a: Float64Array, rows: number, columns: number): Qr => {
    const copy = a.slice()
    return { a: copy, rows, columns, tau: kernels.qr(copy, rows, columns) }
  }

  test.each(SHAPES)('QR of %i x %i is as good as the plain one', (rows, columns) => {
    for (const a of [random(rows * columns), graded(rows, columns), deficient(rows, columns)]) {
      const got = errors(a, factor(a, rows, columns))
      const plain = errors(a, plainQr(a.slice(), rows, columns))
      expect(got.backward).toBeLessThan(2 * plain.backward + 4e-16)
      expect(got.orthogonality).toBeLessThan(2 * plain.orthogonality + 1e-15)
      expect(plain.backward).toBeLessThan(1e-14)
    }
  })

  test('R has the same columns as the plain one, large and small', () => {
    const [rows, columns] = [120, 90]
    const a = graded(rows, columns)
    const got = triangle(factor(a, rows, columns), false)
    const plain = triangle(plainQr(a.slice(), rows, columns), false)
    for (let j = 0; j < columns; j++) {
      const size = norm(column(a, rows, j))
      column(got, columns, j).forEach((value, i) => expect(Math.abs(value - column(plain, columns, j)[i]!)).toBeLessThan(1e-13 * size))
    }
  })

  test('entries whose squares under- and overflow', () => {
    for (const scale of [1e-200, 1e200]) {
      const a = random(50 * 40)
      const plain = plainQr(a.slice(), 50, 40).a
      const got = factor(
        a.map((value) => value * scale),
        50,
        40
      ).a
      // R scales with A, the reflectors do not
      for (let j = 0; j < 40; j++)
        for (let i = 0; i < 50; i++) {
          const value = column(got, 50, j)[i]! / (i <= j ? scale : 1)
          expect(Math.abs(value - column(plain, 50, j)[i]!)).toBeLessThan(1e-13)
        }
    }
  })

  test('a NaN reaches its column and those on its right, and no others', () => {
    const a = random(80 * 70)
    a[40 * 80 + 7] = NaN
    const { a: got } = factor(a, 80, 70)
    expect(column(got, 80, 39).every((value) => Number.isFinite(value))).toBe(true)
    expect(column(got, 80, 40).some((value) => Number.isNaN(value))).toBe(true)
    expect(got[69 * 80 + 69]).toBeNaN()
    // and is gone at the next factorisation in the same memory
    expect(errors(random(800), factor(random(800), 40, 20)).backward).toBeLessThan(1e-14)
  })

  test.each([
    [60, 52],
    [90, 90],
    [40, 70],
    [300, 120]
  ])('pivoted QR of %i x %i: the pivots and the triangle of the plain one', (rows, columns) => {
    for (const a of [random(rows * columns), graded(rows, columns), deficient(rows, columns)]) {
      const plain = plainPivotedQr(a.slice(), rows, columns, 1e-13)
      const copy = a.slice()
      const { tau, pivots, rank } = kernels.pivotedQr(copy, rows, columns, 1e-13)
      expect(rank).toBe(plain.rank)
      // of equal columns either may stand first
      for (let k = 0; k < rank; k++) expect(Math.abs(copy[k * rows + k]! / plain.a[k * rows + k]!)).toBeCloseTo(1, 8)
      const qr: Qr = { a: copy, rows, columns: rank, tau }
      for (let j = 0; j < rank; j += 7) {
        const made = new Float64Array(rows)
        made.set(column(copy, rows, j).subarray(0, j + 1))
        applyQ(qr, made)
        const original = column(a, rows, pivots[j]!)
        expect(norm(made.map((value, i) => value - original[i]!))).toBeLessThan(2e-14 * norm(a))
      }
    }
    expect(kernels.pivotedQr(new Float64Array(rows * columns), rows, columns, 1e-15).rank).toBe(0)
  })

  test('one matrix of zeros', () => {
    const { a, tau } = factor(new Float64Array(40 * 36), 40, 36)
    expect(Math.max(...a.map(Math.abs), ...tau)).toBe(0)
  })

  test.each([1, 2, 7, 40, 101])('bidiagonalisation of %i x %i turns vectors as the matrix does', (n) => {
    for (const a of [random(n * n, 'square'), graded(n, n), deficient(n, n)]) {
      const size = norm(a)
      const copy = a.slice()
      const bidiagonal: Bidiagonal = { n, left: copy, ...kernels.bidiagonalise(copy, n) }
      const { d, e } = bidiagonal
      const y = random(n, 'y')
      // A V y = U B y
      const turned = y.slice()
      applyV(bidiagonal, turned)
      const left = new Float64Array(n)
      for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) left[i]! += a[j * n + i]! * turned[j]!
      applyUTransposed(bidiagonal, left)
      const right = y.map((value, k) => d[k]! * value + (k + 1 < n ? e[k]! * y[k + 1]! : 0))
      expect(norm(left.map((value, k) => value - right[k]!))).toBeLessThan(1e-14 * Math.sqrt(n) * size * norm(y))
      const plain = plainBidiagonal(a.slice(), n)
      expect(Math.abs(norm(d) ** 2 + norm(e) ** 2 - norm(plain.d) ** 2 - norm(plain.e) ** 2)).toBeLessThan(1e-12 * size ** 2)
    }
  })

  test('the same bits every time, and where V8 joins vectors', () => {
    const a = random(90 * 70)
    const joined = makeLinearKernels(kernels.fma, true)!
    for (const [rows, columns] of [
      [90, 70],
      [67, 61],
      [700, 130]
    ] as const) {
      const matrix = random(rows * columns)
      const other = matrix.slice()
      const tau = joined.qr(other, rows, columns)
      expect(factor(matrix, rows, columns)).toEqual({ a: other, rows, columns, tau })
    }
    expect(factor(a, 90, 70)).toEqual(factor(a, 90, 70))
    expect(kernels.bidiagonalise(a.slice(0, 4900), 70)).toEqual(kernels.bidiagonalise(a.slice(0, 4900), 70))
  })
})

test('least squares through the kernels: the solution that a right-hand side was made of', () => {
  const [rows, columns] = [200, 64]
  const kernels = linearKernels()!
  const a = random(rows * columns, 'basis')
  const x = random(columns, 'solution')
  const b = new Float64Array(rows)
  for (let j = 0; j < columns; j++) column(a, rows, j).forEach((value, i) => (b[i]! += value * x[j]!))
  const qr: Qr = { a, rows, columns, tau: kernels.qr(a, rows, columns) }
  applyQTransposed(qr, b)
  expect(norm(b.subarray(columns))).toBeLessThan(1e-12)
  const r = triangle(qr, false)
  for (let k = columns - 1; k >= 0; k--) {
    b[k]! /= r[k * columns + k]!
    for (let i = 0; i < k; i++) b[i]! -= b[k]! * r[k * columns + i]!
  }
  x.forEach((value, k) => expect(Math.abs(value - b[k]!)).toBeLessThan(1e-12))
})
