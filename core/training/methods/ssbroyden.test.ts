import { expect, test } from 'vitest'
import printed from './ssbroyden-reference.json' with { type: 'json' }
import { makeInverseHessian } from './inverse-hessian.ts'
import { updateInverse } from './ssbroyden.ts'

/** Printed by ssbroyden-reference.py: sequences of steps with the inverse Hessian after each. */
const cases = printed.map(({ n, steps }, k) => ({ k, n, steps }))

test.each(cases)('updates of $n parameters, sequence $k: the inverse Hessians that NumPy prints', ({ n, steps }) => {
  let before = Float64Array.from({ length: n * n }, (_, index) => (index % (n + 1) === 0 ? 1 : 0))
  for (const { s, y, sBs, H } of steps) {
    const inverse = makeInverseHessian(n, before)
    expect(updateInverse(inverse, Float64Array.from(s), Float64Array.from(y), sBs, before.subarray(0, n), new Float64Array(n))).toBe(true)
    const h = inverse.numbers()
    const size = Math.max(...H.map(Math.abs))
    H.forEach((value, index) => expect(Math.abs(h[index]! - value)).toBeLessThan(1e-10 * size))
    before = Float64Array.from(H)
  }
})

test('both branches of tau are met, and a part of rho and theta that are cut off', () => {
  const all = cases.flatMap(({ steps }) => steps)
  expect(all.some(({ theta }) => theta <= 0)).toBe(true)
  expect(all.some(({ theta }) => theta === 1)).toBe(true)
  expect(all.some(({ theta }) => theta > 0 && theta < 1)).toBe(true)
})

test('the secant equation holds after an update: H y = s', () => {
  const { s, y, H } = cases.at(-1)!.steps.at(-1)!
  s.forEach((value, i) => expect(y.reduce((sum, x, j) => sum + H[i * s.length + j]! * x, 0)).toBeCloseTo(value, 10))
})

test('a step without curvature leaves the matrix as it is', () => {
  const inverse = makeInverseHessian(2)
  const two = (): Float64Array => new Float64Array(2)
  expect(updateInverse(inverse, Float64Array.of(1, 0), Float64Array.of(-1, 0), 1, two(), two())).toBe(false)
  expect([...inverse.numbers()]).toEqual([1, 0, 0, 1])
})
