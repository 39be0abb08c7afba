import { expect, test } from 'vitest'
import { distance, divide, stepsWithin, uniform } from './grid.ts'

test('steps are rounded where the quotient falls just short of a whole number', () => {
  expect(1 / (0.5 * 0.1 ** 2)).toBeLessThan(200)
  expect(divide(1, 0.5 * 0.1 ** 2)).toMatchObject({ steps: 200, fits: true })
  expect(0.5 / (0.4 * 0.1 ** 2)).toBeLessThan(125)
  expect(divide(0.5, 0.4 * 0.1 ** 2)).toMatchObject({ steps: 125, fits: true })
  expect(divide(1, 0.1)).toMatchObject({ steps: 10, fits: true })
})

test('a step that does not fit says so and offers one that does', () => {
  const { steps, step, fits } = divide(1, 0.3)
  expect(fits).toBe(false)
  expect(steps).toBe(3)
  expect(step).toBeCloseTo(1 / 3, 15)
  expect(divide(1, 5)).toMatchObject({ steps: 1, step: 1, fits: false })
})

test('steps that stay inside the interval: rounded when they fit, the last whole one otherwise', () => {
  expect(stepsWithin(2, 0.55 * 0.01)).toEqual({ steps: 363, fits: false })
  expect(stepsWithin(2, 0.6 * 0.01)).toEqual({ steps: 333, fits: false })
  expect(stepsWithin(1, 0.5 * 0.1 ** 2)).toEqual({ steps: 200, fits: true })
})

test('points include both ends, to the bit', () => {
  const points = uniform(0.1, 0.7, 7)
  expect(points).toHaveLength(8)
  expect(points[0]).toBe(0.1)
  expect(points[7]).toBe(0.7)
  expect(uniform(0, 1, 10)[3]).toBe(0.3)
})

test('distance is the largest difference and does not hide a NaN', () => {
  expect(distance(Float64Array.of(1, 2, 3), Float64Array.of(1, 2.5, 2))).toBe(1)
  expect(distance(Float64Array.of(NaN, 2), Float64Array.of(1, 9))).toBeNaN()
})
