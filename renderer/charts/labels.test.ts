import { expect, test } from 'vitest'
import { displaced, spread } from './labels.ts'

const at = (...ys: number[]) => ys.map((y) => ({ y, height: 14 }))

test('labels with room stay where they want to be', () => {
  expect(spread(at(10, 60, 200))).toEqual([10, 60, 200])
})

test('two labels at one height part evenly', () => {
  expect(spread(at(100, 100))).toEqual([93, 107])
})

test('three that collide keep their order and touch without overlapping', () => {
  const placed = spread(at(104, 100, 102))
  expect(placed[1]).toBeLessThan(placed[2] ?? 0)
  expect(placed[2]).toBeLessThan(placed[0] ?? 0)
  expect((placed[2] ?? 0) - (placed[1] ?? 0)).toBeCloseTo(14)
  expect((placed[0] ?? 0) - (placed[2] ?? 0)).toBeCloseTo(14)
  expect(placed.reduce((a, b) => a + b) / 3).toBeCloseTo(102)
})

test('a pushed label pushes the next', () => {
  expect(spread(at(100, 104, 115))).toEqual([expect.closeTo(92.33, 1), expect.closeTo(106.33, 1), expect.closeTo(120.33, 1)])
})

test('labels stay between top and bottom', () => {
  expect(spread(at(2, 3), 0, 200)).toEqual([7, 21])
  expect(spread(at(199, 198), 0, 200)).toEqual([193, 179])
})

test('far from the end of the line a label is displaced', () => {
  expect(displaced(at(100, 100, 100, 100), spread(at(100, 100, 100, 100)), 20)).toBe(true)
  expect(displaced(at(100, 110), spread(at(100, 110)), 20)).toBe(false)
})
