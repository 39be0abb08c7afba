import { describe, expect, test } from 'vitest'
import { distance, uniform } from './grid.ts'
import { euler, rungeKutta4 } from './one-step.ts'
import type { System } from './one-step.ts'

const decay: System = (_t, y, out) => {
  out[0] = -2 * (y[0] ?? NaN)
}
const decayError = (method: typeof euler, steps: number) => {
  const t = uniform(0, 1, steps)
  const { y } = method(decay, t, Float64Array.of(10))
  return {
    error: distance(
      y,
      t.map((t) => 10 * Math.exp(-2 * t))
    ),
    end: y[steps] ?? NaN
  }
}

describe('decay, 10 exp(-2t)', () => {
  test("forward Euler with the lecture's ten points", () => {
    const { error, end } = decayError(euler, 9)
    expect(end).toBeCloseTo(1.041597, 6)
    expect(end).toBeCloseTo(10 * (1 - 2 / 9) ** 9, 13)
    expect(error).toBeCloseTo(0.45162, 6)
  })
  test.each([
    [10, 0.401994],
    [20, 0.19201],
    [40, 0.093935],
    [80, 0.04647],
    [160, 0.023113]
  ])('forward Euler with %i steps', (steps, printed) => {
    expect(decayError(euler, steps).error).toBeCloseTo(printed, 6)
  })
  test('Runge-Kutta', () => {
    expect(decayError(rungeKutta4, 9).error.toExponential(2)).toBe('8.95e-5')
    expect(decayError(rungeKutta4, 100).error.toExponential(2)).toBe('4.99e-9')
    const slope = Math.log2(decayError(rungeKutta4, 50).error / decayError(rungeKutta4, 100).error)
    expect(slope).toBeGreaterThan(3.9)
    expect(slope).toBeLessThan(4.1)
  })
})

test.each([
  [10, 0.011225],
  [20, 0.004934],
  [40, 0.002329],
  [80, 0.001133]
])('logistic growth by forward Euler with %i points', (points, printed) => {
  const t = uniform(0, 1, points - 1)
  const { y } = euler((_t, y, out) => void (out[0] = 2 * (y[0] ?? NaN) * (1 - (y[0] ?? NaN))), t, Float64Array.of(1.2))
  expect(
    distance(
      y,
      t.map((t) => 1.2 / (1.2 - 0.2 * Math.exp(-2 * t)))
    )
  ).toBeCloseTo(printed, 6)
})

test('a system: the oscillator as two first-order equations, and a right side that depends on t', () => {
  const t = uniform(0, 2, 200)
  const { y, size } = rungeKutta4(
    (_t, y, out) => {
      out[0] = y[1] ?? NaN
      out[1] = -(y[0] ?? NaN)
    },
    t,
    Float64Array.of(1, 0)
  )
  expect(size).toBe(2)
  expect(y[400]).toBeCloseTo(Math.cos(2), 9)
  expect(y[401]).toBeCloseTo(-Math.sin(2), 9)
  // Simpson's rule, exact for cubics, is what Runge-Kutta becomes when f depends on t alone.
  const cubic = rungeKutta4((t, _y, out) => void (out[0] = 4 * t ** 3), Float64Array.of(0, 1.5, 2), Float64Array.of(0))
  expect(cubic.y[2]).toBeCloseTo(16, 12)
})
