import { expect, test } from 'vitest'
import { geometricMean } from './geometric-mean.ts'

test('t interval on log10, as SciPy gives it', () => {
  const few = geometricMean([0.02, 0.031, 0.011, 0.05])
  expect(few?.mean).toBeCloseTo(0.024165099892743194, 12)
  expect(few?.low).toBeCloseTo(0.008666454498105573, 7)
  expect(few?.high).toBeCloseTo(0.06738073256530742, 6)
  const many = geometricMean(Array.from({ length: 41 }, (_, i) => 1 + ((7 * i) % 41) / 41))
  expect(many?.low).toBeCloseTo(1.3690360580852556, 5)
  expect(many?.high).toBeCloseTo(1.5550788263670912, 5)
})

test('no interval below three values, no mean of what has no logarithm', () => {
  expect(geometricMean([1, 4])).toEqual({ mean: 2, low: null, high: null })
  expect(geometricMean([])).toBeUndefined()
  expect(geometricMean([1, 0, 2])).toBeUndefined()
  expect(geometricMean([1, Infinity, 2])).toBeUndefined()
})
