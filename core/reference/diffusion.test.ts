import { describe, expect, test } from 'vitest'
import { diffusionLimit, explicitDiffusion, growthFactor } from './diffusion.ts'
import { distance, stepsWithin, uniform } from './grid.ts'

/** The assigned problem: u_t = u_xx, sin(pi x), zero ends. Errors against the exact solution at the last level, and against G^n sin(pi x) at all. */
function assigned(cells: number, alpha: number, until: number) {
  const x = uniform(0, 1, cells)
  const dt = alpha / cells ** 2
  const { steps } = stepsWithin(until, dt)
  const start = x.map((x) => Math.sin(Math.PI * x))
  start[cells] = 0
  const growth = growthFactor(alpha, 1, cells)
  const amplitude: number[] = []
  let [closedForm, error] = [0, NaN]
  explicitDiffusion({ x, from: 0, dt, steps, start, ends: () => [0, 0], diffusivity: new Float64Array(cells + 1).fill(1) }, (n, t, u) => {
    amplitude.push(u.reduce((largest, u) => Math.max(largest, Math.abs(u)), 0))
    closedForm = Math.max(
      closedForm,
      distance(
        u,
        start.map((s) => growth ** n * s)
      )
    )
    error = distance(
      u,
      start.map((s) => Math.exp(-(Math.PI ** 2) * t) * s)
    )
  })
  return { steps, closedForm, error, amplitude }
}

describe('the assigned diffusion problem', () => {
  test.each([
    [10, 0.1, 6.163505e-3],
    [10, 0.5, 5.753188e-4],
    [100, 0.1, 6.051957e-5],
    [100, 0.5, 5.837124e-6]
  ])('%i cells, alpha 1/2, t = %d', (cells, until, printed) => {
    const { error, closedForm } = assigned(cells, 0.5, until)
    expect(Math.abs(error / printed - 1)).toBeLessThan(2e-7)
    expect(closedForm).toBeLessThan(1e-12)
  })

  test.each([
    [0.5, 6.16e-3, 6.05e-5],
    [0.4, 4.29e-3, 4.24e-5],
    [0.2, 6.03e-4, 6.05e-6],
    [1 / 6, 6.69e-6, 6.64e-10],
    [0.1, 1.22e-3, 1.21e-5]
  ])('alpha = %d at t = 0.1: the best is 1/6', (alpha, coarse, fine) => {
    expect(assigned(10, alpha, 0.1).error.toExponential(2)).toBe(coarse.toExponential(2))
    expect(assigned(100, alpha, 0.1).error.toExponential(2)).toBe(fine.toExponential(2))
  })

  test('the stability limit of ten cells, and growth beyond it', () => {
    expect(diffusionLimit(10)).toBeCloseTo(0.51254, 5)
    for (const alpha of [0.5, 0.51]) expect(Math.max(...assigned(10, alpha, 2).amplitude)).toBeLessThanOrEqual(1)
    for (const [alpha, steps, growth, low, high] of [
      [0.55, 363, 1.14616, 1e2, 1e8],
      [0.6, 333, 1.34127, 1e22, 1e30]
    ] as const) {
      expect(Math.abs(growthFactor(alpha, 9, 10))).toBeCloseTo(growth, 5)
      const { amplitude, steps: taken } = assigned(10, alpha, 2)
      expect(taken).toBe(steps)
      const end = amplitude[steps] ?? NaN
      expect(end).toBeGreaterThan(low)
      expect(end).toBeLessThan(high)
      expect((end / (amplitude[steps - 50] ?? NaN)) ** (1 / 50)).toBeCloseTo(growth, 3)
    }
  })
})

test('a diffusivity that varies, a source, a first-order term and moving ends: exact where the scheme is', () => {
  // u = x^2 + t is linear in t and quadratic in x, so that both differences are exact; D = 1 + x t, rest = 1 - 2D - 2x + u_x.
  const x = uniform(0, 2, 8)
  let last = new Float64Array(0)
  explicitDiffusion(
    {
      x,
      from: 0.5,
      dt: 0.005,
      steps: 40,
      start: x.map((x) => x * x + 0.5),
      ends: (t) => [t, 4 + t],
      diffusivity: (t, out) => out.set(x.map((x) => 1 + x * t)),
      rest: (t, _u, ux, out) => out.set(x.map((x, i) => 1 - 2 * (1 + x * t) - 2 * x + (ux[i] ?? NaN)))
    },
    (_n, _t, u) => (last = Float64Array.from(u))
  )
  expect(
    distance(
      last,
      x.map((x) => x * x + 0.7)
    )
  ).toBeLessThan(1e-12)
})
