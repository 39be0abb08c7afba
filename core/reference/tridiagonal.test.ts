import { expect, test } from 'vitest'
import { solveTridiagonal } from './tridiagonal.ts'

const multiply = (l: Float64Array, d: Float64Array, u: Float64Array, x: Float64Array) =>
  d.map((di, i) => di * (x[i] ?? 0) + (i > 0 ? (l[i] ?? 0) * (x[i - 1] ?? 0) : 0) + (u[i] ?? 0) * (x[i + 1] ?? 0))

test('tridiag(-1, 2, -1) against its known inverse', () => {
  const n = 6
  const x = solveTridiagonal(
    new Float64Array(n).fill(-1),
    new Float64Array(n).fill(2),
    new Float64Array(n).fill(-1),
    Float64Array.of(1, 0, 0, 0, 0, 0)
  )
  // the first column of the inverse is (n + 1 - i) / (n + 1)
  x.forEach((xi, i) => expect(xi).toBeCloseTo((n - i) / (n + 1), 14))
})

test('a zero or tiny pivot costs no digits', () => {
  for (const first of [0, 1e-18]) {
    const l = Float64Array.of(0, 1, 3, -1, 2)
    const d = Float64Array.of(first, 2, 0, 1, -1)
    const u = Float64Array.of(1, 5, 1, 7, 0)
    const wanted = Float64Array.of(1, -2, 3, 0.5, -4)
    const x = solveTridiagonal(l, d, u, multiply(l, d, u, wanted))
    x.forEach((xi, i) => expect(xi).toBeCloseTo(wanted[i] ?? NaN, 12))
  }
})

test('a single equation, and a singular system', () => {
  expect(solveTridiagonal(Float64Array.of(0), Float64Array.of(4), Float64Array.of(0), Float64Array.of(2))[0]).toBe(0.5)
  const one = Float64Array.of(1, 1)
  expect(() => solveTridiagonal(one, one, one, one)).toThrow('no unique solution')
})
