import { expect, test } from 'vitest'
import { distance, uniform } from './grid.ts'
import { courantLimit, leapfrog, leapfrogGrowth } from './wave.ts'

/** The lecture's wave: sin(pi x)(cos(pi t) - sin(pi t)), largest error over all levels. */
function lecture(cells: number, courant = 1, steps = Math.round(cells / courant)) {
  const x = uniform(0, 1, cells)
  const start = x.map((x) => Math.sin(Math.PI * x))
  start[cells] = 0
  let error = 0
  const amplitude: number[] = []
  leapfrog(
    {
      x,
      from: 0,
      dt: courant / cells,
      steps,
      start,
      velocity: start.map((s) => -Math.PI * s),
      ends: () => [0, 0],
      speedSquared: new Float64Array(cells + 1).fill(1)
    },
    (_n, t, u) => {
      error = Math.max(
        error,
        distance(
          u,
          start.map((s) => s * (Math.cos(Math.PI * t) - Math.sin(Math.PI * t)))
        )
      )
      amplitude.push(u.reduce((largest, u) => Math.max(largest, Math.abs(u)), 0))
    }
  )
  return { error, amplitude }
}

test.each([
  [10, '1.664e-2'],
  [20, '4.124e-3'],
  [40, '1.029e-3'],
  [80, '2.571e-4']
])('leapfrog, %i cells, Courant number 1', (cells, printed) => {
  expect(lecture(cells).error.toExponential(3)).toBe(printed)
})

test('the limit: bounded just below, growing as predicted above', () => {
  expect(courantLimit(10)).toBeCloseTo(1 / Math.sin((9 * Math.PI) / 20), 15)
  expect(leapfrogGrowth(1, 10)).toBe(1)
  expect(Math.max(...lecture(10, 1.01, 2000).amplitude)).toBeLessThan(2)
  const { amplitude } = lecture(10, 1.05, 300)
  expect(((amplitude[300] ?? NaN) / (amplitude[250] ?? NaN)) ** (1 / 50)).toBeCloseTo(leapfrogGrowth(1.05, 10), 3)
  expect(leapfrogGrowth(1.05, 10)).toBeGreaterThan(1.2)
})

test('speed and source that vary, moving ends: exact where the scheme is', () => {
  // u = x^2 + t^2 + t: centred differences and Taylor's first step are exact; c^2 = 1 + x + t, source = 2 - 2 c^2.
  const x = uniform(0, 1, 6)
  let last = new Float64Array(0)
  leapfrog(
    {
      x,
      from: 1,
      dt: 0.05,
      steps: 10,
      start: x.map((x) => x * x + 2),
      velocity: x.map(() => 3),
      ends: (t) => [t * t + t, 1 + t * t + t],
      speedSquared: (t, out) => out.set(x.map((x) => 1 + x + t)),
      source: (t, out) => out.set(x.map((x) => 2 - 2 * (1 + x + t)))
    },
    (_n, _t, u) => (last = Float64Array.from(u))
  )
  expect(
    distance(
      last,
      x.map((x) => x * x + 1.5 ** 2 + 1.5)
    )
  ).toBeLessThan(1e-12)
})
