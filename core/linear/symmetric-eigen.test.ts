import { expect, test } from 'vitest'
import { symmetricEigen } from './symmetric-eigen.ts'

const residual = (a: number[][], value: number, vector: number[]): number =>
  Math.max(...a.map((row, i) => Math.abs(row.reduce((sum, x, j) => sum + x * vector[j]!, 0) - value * vector[i]!)))

test('the chain of six masses: 2 - 2 cos(k pi/7)', () => {
  const a = Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (__, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)))
  const { values, vectors } = symmetricEigen(a)
  values.forEach((value, k) => {
    expect(Math.abs(value - (2 - 2 * Math.cos(((k + 1) * Math.PI) / 7)))).toBeLessThan(1e-14)
    expect(residual(a, value, vectors[k]!)).toBeLessThan(1e-14)
  })
})

test('the 5 x 5 Hilbert matrix to its smallest eigenvalue (mpmath at 50 digits)', () => {
  const a = Array.from({ length: 5 }, (_, i) => Array.from({ length: 5 }, (__, j) => 1 / (i + j + 1)))
  const { values, vectors } = symmetricEigen(a)
  expect(Math.abs(values[4]! - 1.567050691098231)).toBeLessThan(1e-14)
  expect(Math.abs(values[0]! - 3.2879287721718629e-6)).toBeLessThan(1e-16)
  vectors.forEach((u, i) => vectors.forEach((w, j) => expect(u.reduce((sum, x, k) => sum + x * w[k]!, 0)).toBeCloseTo(i === j ? 1 : 0, 13)))
})

test('a diagonal matrix and one number', () => {
  expect(symmetricEigen([[3]])).toEqual({ values: [3], vectors: [[1]] })
  expect(
    symmetricEigen([
      [2, 0],
      [0, -1]
    ]).values
  ).toEqual([-1, 2])
})
