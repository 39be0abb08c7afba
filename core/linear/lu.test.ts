import { expect, test } from 'vitest'
import { factorizeComplex } from './complex-lu.ts'
import { factorize } from './lu.ts'

test('a Hilbert matrix, whose exact inverse is known', () => {
  const n = 5
  const hilbert = Float64Array.from({ length: n * n }, (_, k) => 1 / (Math.floor(k / n) + (k % n) + 1))
  const { solve } = factorize(hilbert, n)
  const unit = Float64Array.of(0, 0, 1, 0, 0)
  solve(unit)
  // column 3 of the inverse (Choi, Amer. Math. Monthly 90 (1983) 301)
  const column = [1050, -18900, 79380, -117600, 56700]
  column.forEach((value, i) => expect(unit[i]! / value).toBeCloseTo(1, 10))
})

test('a zero in the corner is no obstacle; a singular matrix is', () => {
  const right = Float64Array.of(3, 5)
  factorize(Float64Array.of(0, 1, 1, 0), 2).solve(right)
  expect([...right]).toEqual([5, 3])
  expect(() => factorize(Float64Array.of(1, 2, 2, 4), 2)).toThrow('no unique solution')
  expect(() => factorizeComplex(Float64Array.of(1, 2, 2, 4), new Float64Array(4), 2)).toThrow('no unique solution')
})

test('complex: (i, 1; 1, 1 + i) (x, y) = (1, 0)', () => {
  const [x, y] = [Float64Array.of(1, 0), Float64Array.of(0, 0)]
  factorizeComplex(Float64Array.of(0, 1, 1, 1), Float64Array.of(1, 0, 0, 1), 2).solve(x, y)
  // determinant i(1 + i) - 1 = i - 2; x = (1 + i)/(i - 2), y = -1/(i - 2)
  const expected = { x: [-1 / 5, -3 / 5], y: [2 / 5, 1 / 5] }
  expect(x[0]).toBeCloseTo(expected.x[0]!, 14)
  expect(y[0]).toBeCloseTo(expected.x[1]!, 14)
  expect(x[1]).toBeCloseTo(expected.y[0]!, 14)
  expect(y[1]).toBeCloseTo(expected.y[1]!, 14)
})
