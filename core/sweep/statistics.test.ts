import { expect, test } from 'vitest'
import { quantile, statistics } from './statistics.ts'

test('type 7 quartiles, as numpy.percentile gives them', () => {
  const values = [1, 2, 4, 8, 16, 32]
  expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile(values, p))).toEqual([1, 2.5, 6, 14, 32])
  expect(quantile([3], 0.25)).toBe(3)
  expect(quantile([], 0.5)).toBeNaN()
})

test('failures are infinite, never averaged away', () => {
  expect(statistics([0.3, NaN, 0.1, 0.2, Infinity])).toEqual({
    n: 5,
    failed: 2,
    median: 0.3,
    over: false,
    q25: 0.2,
    q75: Infinity,
    min: 0.1,
    max: Infinity
  })
})

test('with half of the seeds failed the median is over the largest finite value; with more it is infinite', () => {
  expect(statistics([0.2, 0.1, NaN, NaN])).toMatchObject({ median: 0.2, over: true, failed: 2, q25: expect.closeTo(0.175, 12) as number })
  expect(statistics([NaN, 0.5])).toMatchObject({ median: 0.5, over: true })
  expect(statistics([0.1, NaN, NaN])).toMatchObject({ median: Infinity, over: false })
  expect(statistics([0.1, 0.2, NaN])).toMatchObject({ median: 0.2, over: false })
  expect(statistics([0.1, 0.2, 0.3, NaN])).toMatchObject({ median: 0.25, over: false })
})

test('nothing run yet', () => {
  expect(statistics([])).toMatchObject({ n: 0, failed: 0, median: NaN, over: false })
})
