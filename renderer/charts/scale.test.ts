import { expect, test } from 'vitest'
import { curveRange, decades, extent, linearTicks, logTicks, niceStep, padded } from './scale.ts'

const texts = (ticks: { text: string }[]) => ticks.map(({ text }) => text)

test('linear ticks fall on round numbers and are written as short as they can be', () => {
  expect(texts(linearTicks([0, 1], 5))).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1'])
  expect(texts(linearTicks([-0.07, 0.07], 7))).toEqual(['−0.06', '−0.04', '−0.02', '0', '0.02', '0.04', '0.06'])
  expect(texts(linearTicks([0, 10000], 4))).toEqual(['0', '2\u2009500', '5\u2009000', '7\u2009500', '10\u2009000'])
  expect(texts(linearTicks([0, 1], 4))).toEqual(['0', '0.25', '0.5', '0.75', '1'])
  expect(texts(linearTicks([0, 10.6], 5))).toEqual(['0', '2.5', '5', '7.5', '10'])
})

test('a step fits the wanted count from above', () => {
  expect(niceStep([0, 1], 5)).toBeCloseTo(0.2)
  expect(niceStep([0, 0], 5)).toBe(1)
})

test('logarithmic ticks are powers of ten, thinned when there are many, with 2 and 5 within one decade', () => {
  expect(texts(logTicks([0.01, 1000], 8))).toEqual(['−2', '−1', '0', '1', '2', '3'].map((e) => `10<sup>${e}</sup>`))
  expect(logTicks([1e-16, 1], 5).length).toBeLessThanOrEqual(5)
  expect(logTicks([0.15, 0.9], 5).map(({ value }) => value)).toEqual([0.2, 0.5])
})

test('extent skips what is not a number and, on request, what a log axis cannot show', () => {
  expect(extent([[Number.NaN, 3, -1], [7]])).toEqual([-1, 7])
  expect(extent([[0, 3, -1]], true)).toEqual([3, 3])
  expect(extent([[Number.NaN]])).toBeNull()
})

test('ranges leave room, and start at zero when the data nearly do', () => {
  expect(padded([0, 1], 0.1)).toEqual([-0.1, 1.1])
  expect(padded([2, 2], 0.1)[0]).toBeLessThan(2)
  expect(curveRange([1.35, 10])[0]).toBe(0)
  expect(curveRange([7, 10])[0]).toBeGreaterThan(5)
  expect(decades([0.0667, 367])).toEqual([0.01, 1000])
  expect(decades([1, 1])).toEqual([1, 10])
})
