import { expect, test } from 'vitest'
import { rankTest } from './rank-test.ts'

test('pairs are counted; equal values count for neither', () => {
  expect(rankTest([1, 2, Infinity], [2, 3, Infinity])).toMatchObject({ better: 5, worse: 2, pairs: 9 })
  expect(rankTest([], [1])).toEqual({ better: 0, worse: 0, pairs: 0, p: 1 })
})

test('smallest exact p: 0.1 for 3 against 3, 1/35 for 4, 1/126 for 5', () => {
  const apart = (n: number) =>
    rankTest(
      Array.from({ length: n }, (_, i) => i),
      Array.from({ length: n }, (_, i) => 100 + i)
    ).p
  expect(apart(3)).toBeCloseTo(0.1, 12)
  expect(apart(4)).toBeCloseTo(2 / 70, 12)
  expect(apart(5)).toBeCloseTo(2 / 252, 12)
})

test('p as scipy.stats.mannwhitneyu(method="exact") gives it', () => {
  expect(rankTest([0.11, 0.25, 0.31, 0.48, 0.9], [0.2, 0.5, 0.7, 1.1, 1.3, 2.4]).p).toBeCloseTo(0.12554112554112554, 10)
  expect(rankTest([3, 1, 4, 15, 9, 2, 6, 5.5, 3.5, 8], [2.7, 18, 28.1, 8.2, 4.5, 9.04]).p).toBeCloseTo(0.14710289710289712, 10)
})

test('ties and failures: 10 of the 126 ways to deal are as far from the centre', () => {
  expect(rankTest([1, 2, 2, 3], [2, 3, 5, Infinity, Infinity]).p).toBeCloseTo(10 / 126, 12)
  expect(rankTest([Infinity, Infinity], [Infinity, Infinity, Infinity]).p).toBe(1)
})

test('many values: the normal approximation, as scipy.stats.mannwhitneyu(method="asymptotic") gives it', () => {
  const a = Array.from({ length: 25 }, (_, i) => (7 * i * i) % 101)
  const b = Array.from({ length: 24 }, (_, i) => ((5 * i * i + 13) % 101) + 30)
  expect(rankTest(a, b).p).toBeCloseTo(0.08005668746702971, 8)
  expect(
    rankTest(
      a.map(() => Infinity),
      b.map(() => Infinity)
    ).p
  ).toBe(1)
})
