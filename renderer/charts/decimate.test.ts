import { expect, test } from 'vitest'
import { decimate } from './decimate.ts'

const x = Float64Array.from({ length: 10_000 }, (_, i) => i)

test('a thinned curve keeps its ends and its spikes', () => {
  const y = Float64Array.from(x, (i) => Math.exp(-i / 3000))
  y[4321] = 50
  y[7777] = -3
  const thin = decimate({ x, y }, 200)
  expect(thin.x.length).toBeLessThan(900)
  expect(thin.x[0]).toBe(0)
  expect(thin.x.at(-1)).toBe(9999)
  expect(thin.y).toContain(50)
  expect(thin.y).toContain(-3)
  expect(thin.x).toEqual([...thin.x].sort((a, b) => a - b))
})

test('a short curve is left alone', () => {
  expect(decimate({ x: [0, 1, 2], y: [3, 2, 1] }, 100)).toEqual({ x: [0, 1, 2], y: [3, 2, 1] })
})
