import { describe, expect, test } from 'vitest'
import { centralDifferences } from './boundary-value.ts'
import { distance, uniform } from './grid.ts'

const constant = (x: Float64Array, value: number) => new Float64Array(x.length).fill(value)

function poissonError(points: number) {
  const x = uniform(0, 1, points - 1)
  const f = x.map((x) => (3 * x + x * x) * Math.exp(x))
  const u = centralDifferences({ x, a: constant(x, -1), b: constant(x, 0), c: constant(x, 0), f, left: 0, right: 0 })
  return distance(
    u,
    x.map((x) => x * (1 - x) * Math.exp(x))
  )
}

describe("the lecture's Poisson equation", () => {
  test('ten points', () => expect(poissonError(10)).toBeCloseTo(0.00266858, 8))
  test.each([
    [11, 2.154081e-3],
    [21, 5.406743e-4],
    [41, 1.353507e-4],
    [81, 3.384269e-5]
  ])('refinement, N = %i', (points, printed) => expect(Math.abs(poissonError(points) / printed - 1)).toBeLessThan(3e-7))
})

test('all coefficients, unequal ends: exact for a parabola, second order for the exponential', () => {
  const x = uniform(-1, 2, 12)
  const parabola = x.map((x) => 3 * x * x - x + 2)
  const [a, b, c] = [x.map((x) => 1 + x * x), x.map((x) => Math.cos(x)), x.map((x) => -2 + x)]
  const f = x.map((x, i) => (a[i] ?? 0) * 6 + (b[i] ?? 0) * (6 * x - 1) + (c[i] ?? 0) * (parabola[i] ?? 0))
  expect(distance(centralDifferences({ x, a, b, c, f, left: 6, right: 12 }), parabola)).toBeLessThan(1e-12)
  // u'' + u' - 2u = 0 has exp(x)
  const error = (cells: number) => {
    const x = uniform(0, 1, cells)
    const u = centralDifferences({ x, a: constant(x, 1), b: constant(x, 1), c: constant(x, -2), f: constant(x, 0), left: 1, right: Math.E })
    return distance(u, x.map(Math.exp))
  }
  expect(Math.log2(error(40) / error(80))).toBeCloseTo(2, 2)
})

test('one inner point', () => {
  const x = uniform(0, 1, 2)
  const u = centralDifferences({ x, a: constant(x, 1), b: constant(x, 0), c: constant(x, 0), f: constant(x, 0), left: 1, right: 3 })
  expect([...u]).toEqual([1, 2, 3])
})
