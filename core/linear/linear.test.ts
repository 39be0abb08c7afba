import { describe, expect, test } from 'vitest'
import { StreamGenerator } from '../network/random.ts'
import { applyUTransposed, applyV, bidiagonalise } from './bidiagonal.ts'
import { DampedLeastSquares } from './damped-least-squares.ts'
import { dampedSolve, eldenRoom } from './elden.ts'
import { pivotedQr, solvePivoted } from './pivoted-qr.ts'
import { applyQ, applyQTransposed, householderQr, solveUpper, triangle } from './qr.ts'
import { transpose } from './transpose.ts'

const random = (length: number, name = 'linear'): Float64Array => {
  const generator = new StreamGenerator(11, name)
  return Float64Array.from({ length }, () => generator.normal())
}

/** column-major Hilbert matrix 1 / (i + j + 1) */
const hilbert = (rows: number, columns: number): Float64Array =>
  Float64Array.from({ length: rows * columns }, (_, k) => 1 / ((k % rows) + Math.floor(k / rows) + 1))

function multiply(a: Float64Array, rows: number, columns: number, x: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    let sum = 0
    for (let j = 0; j < columns; j++) sum += a[j * rows + i]! * x[j]!
    return sum
  })
}

const largest = (values: ArrayLike<number>): number => Math.max(...Array.from(values, Math.abs))
const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number => largest(Array.from(a, (x, k) => x - b[k]!))

describe('Householder QR', () => {
  test.each([
    [7, 7],
    [13, 6],
    [40, 1],
    [25, 18]
  ])('%i x %i: Q R is A, and Q^T Q b is b', (rows, columns) => {
    const a = random(rows * columns)
    const qr = householderQr(a.slice(), rows, columns)
    const r = triangle(qr, false)
    const rt = triangle(qr, true)
    for (let j = 0; j < columns; j++) {
      const column = new Float64Array(rows)
      for (let i = 0; i <= j; i++) {
        column[i] = r[j * columns + i]!
        expect(rt[i * columns + j]).toBe(column[i])
      }
      applyQ(qr, column)
      expect(difference(column, a.subarray(j * rows, (j + 1) * rows))).toBeLessThan(1e-14 * rows)
    }
    const b = random(rows, 'b')
    const turned = b.slice()
    applyQTransposed(qr, turned)
    expect(Math.hypot(...turned)).toBeCloseTo(Math.hypot(...b), 12)
    applyQ(qr, turned)
    expect(difference(turned, b)).toBeLessThan(1e-14 * rows)
  })

  test('least squares of a line through points: closed form of the normal equations', () => {
    const [x, y] = [
      [0, 1, 2, 3, 4],
      [1, 2.9, 5.2, 6.8, 9.1]
    ]
    const qr = householderQr(Float64Array.of(1, 1, 1, 1, 1, ...x), 5, 2)
    const b = Float64Array.from(y)
    applyQTransposed(qr, b)
    solveUpper(qr, b, 2)
    // slope = sum (x - 2) (y - 5) / 10 = 20.1 / 10, intercept = 5 - 2 slope
    expect([b[0], b[1]]).toEqual([expect.closeTo(0.98, 13), expect.closeTo(2.01, 13)])
  })

  test('a column of zeros and a single row do not divide by zero', () => {
    const { a } = householderQr(Float64Array.of(0, 0, 1, 2), 2, 2)
    expect([...a].every(Number.isFinite)).toBe(true)
    expect(householderQr(Float64Array.of(-3), 1, 1).a[0]).toBe(-3)
  })
})

describe('bidiagonalisation', () => {
  test.each([1, 2, 3, 9, 24])('U B V^T is A, n = %i', (n) => {
    const a = random(n * n)
    const made = bidiagonalise(a.slice(), n)
    for (let j = 0; j < n; j++) {
      // U^T A (V x) = B x
      const x = random(n, `x${j}`)
      const v = x.slice()
      applyV(made, v)
      const left = multiply(a, n, n, v)
      applyUTransposed(made, left)
      const bx = x.map((value, i) => made.d[i]! * value + (i + 1 < n ? made.e[i]! * x[i + 1]! : 0))
      expect(difference(left, bx)).toBeLessThan(1e-13 * n)
    }
  })

  test('the product of the singular values is |det|: a Hilbert matrix of order 6', () => {
    const { d } = bidiagonalise(hilbert(6, 6), 6)
    // 1/186313420339200000 (OEIS A005249)
    expect(Math.abs(d.reduce((product, x) => product * x, 1)) * 186313420339200000).toBeCloseTo(1, 6)
  })
})

describe("Elden's sweep", () => {
  test('one number: z = d c / (d^2 + mu^2)', () => {
    const out = new Float64Array(1)
    dampedSolve(Float64Array.of(3), new Float64Array(0), Float64Array.of(2), 4, out, eldenRoom(1))
    expect(out[0]).toBeCloseTo(6 / 25, 15)
  })

  test.each([0, 1e-8, 1e-2, 3])('solves the stacked problem, mu = %d', (mu) => {
    const n = 12
    const [d, e, c] = [random(n, 'd'), random(n - 1, 'e'), random(n, 'c')]
    // [B; mu I] by plain QR
    const stacked = new Float64Array(2 * n * n)
    for (let k = 0; k < n; k++) {
      stacked[k * 2 * n + k] = d[k]!
      if (k > 0) stacked[k * 2 * n + k - 1] = e[k - 1]!
      stacked[k * 2 * n + n + k] = mu
    }
    const qr = householderQr(stacked, 2 * n, n)
    const b = new Float64Array(2 * n)
    b.set(c)
    applyQTransposed(qr, b)
    solveUpper(qr, b, n)
    const z = new Float64Array(n)
    dampedSolve(d, e, c, mu, z, eldenRoom(n))
    expect(difference(z, b.subarray(0, n))).toBeLessThan(1e-12 * (1 + largest(z)))
  })
})

/** As it is factored, from row-major. */
const inOrder = (a: Float64Array, rows: number, columns: number): Float64Array => (rows < columns ? a.slice() : transpose(a, rows, columns))

describe('damped least squares', () => {
  test.each([
    [30, 12],
    [12, 30],
    [9, 9]
  ])('%i x %i: the step, what it predicts, and the scale of the damping', (rows, columns) => {
    const jacobian = random(rows * columns, 'J') // row-major
    const rho = random(rows, 'rho')
    const solver = new DampedLeastSquares(inOrder(jacobian, rows, columns), rows, columns, rho)
    const damping = 1e-3
    const lambda = damping * solver.sigma ** 2
    const { step, predicted } = solver.solve(damping)
    const model = rho.map((x, i) => x + step.reduce((sum, s, j) => sum + jacobian[i * columns + j]! * s, 0))
    // J^T (J delta + rho) + lambda delta = 0
    for (let j = 0; j < columns; j++) {
      const slope = model.reduce((sum, x, i) => sum + jacobian[i * columns + j]! * x, 0)
      expect(Math.abs(slope + lambda * step[j]!)).toBeLessThan(1e-12)
    }
    const squares = (values: Float64Array): number => values.reduce((sum, x) => sum + x * x, 0)
    expect(predicted).toBeCloseTo(squares(rho) - squares(model), 12)
  })

  test('sigma is the largest singular value', () => {
    // diag(5, 3, 1)
    const { sigma } = new DampedLeastSquares(Float64Array.of(5, 0, 0, 0, 3, 0, 0, 0, 1), 3, 3, Float64Array.of(1, 1, 1))
    expect(sigma).toBeCloseTo(5, 8)
  })

  test('dampings far below the square of round-off still solve: a Hilbert matrix whose normal equations are singular', () => {
    const n = 10 // condition 1.6e13
    const rho = multiply(hilbert(n, n), n, n, new Float64Array(n).fill(-1))
    const residual = (damping: number): number => {
      const { step } = new DampedLeastSquares(hilbert(n, n), n, n, rho).solve(damping)
      return largest(multiply(hilbert(n, n), n, n, step).map((x, i) => x + rho[i]!))
    }
    expect(residual(1e-30)).toBeLessThan(1e-14)
    expect(difference(new DampedLeastSquares(hilbert(n, n), n, n, rho).solve(1e-30).step, new Float64Array(n).fill(1))).toBeLessThan(1e-2)
    expect(residual(1e-12)).toBeGreaterThan(1e-9)
  })
})

describe('QR with column pivoting', () => {
  test('finds the rank, and solves with the columns that carry it', () => {
    const [rows, columns] = [8, 5]
    const a = random(rows * columns)
    // column 3 = 2 column 0 - column 1
    for (let i = 0; i < rows; i++) a[3 * rows + i] = 2 * a[i]! - a[rows + i]!
    const b = multiply(a, rows, columns, [1, -2, 3, 0.5, 4])
    const qr = pivotedQr(a.slice(), rows, columns)
    expect(qr.rank).toBe(4)
    const x = solvePivoted(qr, b.slice())
    expect(difference(multiply(a, rows, columns, x), b)).toBeLessThan(1e-13)
    expect(x.filter((value) => value === 0)).toHaveLength(1)
  })

  test('the diagonal of R falls: a Hilbert matrix, taller than wide and wider than tall', () => {
    for (const [rows, columns] of [
      [20, 12],
      [12, 20]
    ] as const) {
      const { a, rank } = pivotedQr(hilbert(rows, columns), rows, columns)
      const diagonal = Array.from({ length: rank }, (_, k) => Math.abs(a[k * rows + k]!))
      diagonal.slice(1).forEach((x, k) => expect(x).toBeLessThanOrEqual(diagonal[k]! * (1 + 1e-12)))
      const truth = multiply(hilbert(rows, columns), rows, columns, new Float64Array(columns).fill(1))
      const x = solvePivoted(pivotedQr(hilbert(rows, columns), rows, columns), truth.slice())
      expect(difference(multiply(hilbert(rows, columns), rows, columns, x), truth)).toBeLessThan(1e-13)
    }
  })

  test('a matrix of zeros has rank 0', () => {
    expect(solvePivoted(pivotedQr(new Float64Array(6), 3, 2), Float64Array.of(1, 2, 3))).toEqual(new Float64Array(2))
  })
})

// the same condition at 33 points where it does not vary: every further row is round-off of the one before
test.each([
  [100, 128],
  [133, 128]
])('many equal rows among %d x %d give finite steps', (rows, columns) => {
  const row = random(columns, 'equal rows')
  const rest = random(rows * columns, 'other rows')
  const jacobian = rest.map((value, k) => (k < 60 * columns ? row[k % columns]! : value))
  const rho = random(rows, 'residuals').map((value, k) => (k < 60 ? 1 : value))
  const { step, predicted } = new DampedLeastSquares(inOrder(jacobian, rows, columns), rows, columns, rho).solve(1e-20)
  const left = rho.map((value, i) => step.reduce((sum, x, j) => sum + x * jacobian[i * columns + j]!, value))
  const squares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0)
  expect(squares(rho) - squares(left)).toBeCloseTo(predicted, 6)
  expect(Math.abs(left[0]!)).toBeLessThan(1e-6)
})
