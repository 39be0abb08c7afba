import { expect, test } from 'vitest'
import { uniform } from './grid.ts'
import { sineMode } from './sine-mode.ts'

const x = uniform(0, 1, 20)

test('finds the mode and its amplitude', () => {
  const found = sineMode(x.map((x) => -2.5 * Math.sin(3 * Math.PI * x)))
  expect(found?.mode).toBe(3)
  expect(found?.amplitude).toBeCloseTo(-2.5, 13)
})

test('is not taken in by two modes, other shapes, zero, or NaN', () => {
  expect(sineMode(x.map((x) => Math.sin(Math.PI * x) + 1e-9 * Math.sin(2 * Math.PI * x)))).toBeNull()
  expect(sineMode(x.map((x) => x * (1 - x)))).toBeNull()
  expect(sineMode(x.map(() => 0))).toBeNull()
  expect(sineMode(x.map(() => NaN))).toBeNull()
})
