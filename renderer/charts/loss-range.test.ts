import { expect, test } from 'vitest'
import { lastShown, lossDecades } from './loss-range.ts'

test('whole decades around what converges', () => {
  expect(lossDecades([[367, 10, 0.0667]])).toEqual([1e-2, 1e3])
  expect(lossDecades([])).toEqual([0.1, 1])
})

test('a curve that grows without end does not press the others flat', () => {
  const grown = [600, 1e5, 1e40, 1e300, Infinity, NaN]
  expect(lossDecades([[300, 1, 0.05], grown])).toEqual([1e-2, 1e5])
  expect(lastShown(grown, [1e-2, 1e5])).toBe(1)
  expect(lastShown([NaN, 0], [1e-2, 1e5])).toBe(-1)
})

test('one that climbs and comes back is shown whole', () => {
  expect(lossDecades([[600, 2.2e4, 0.3]])).toEqual([1e-1, 1e5])
})
