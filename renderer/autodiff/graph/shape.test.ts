import { expect, it } from 'vitest'
import { KIND_WORDS, outlinePath } from './shape.ts'
import type { Outline } from './shape.ts'

it('gives every kind of node an outline of its own, closed and within its box', () => {
  const kinds = (Object.keys(KIND_WORDS) as Outline[]).filter((kind) => kind !== 'group')
  const paths = kinds.map((kind) => outlinePath(kind, 100, 60))
  expect(new Set(paths).size).toBe(kinds.length)
  for (const path of paths) {
    expect(path).toMatch(/^M.*Z$/)
    for (const [, x, y] of path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0)
      expect(Number(x)).toBeLessThanOrEqual(100)
      expect(Number(y)).toBeLessThanOrEqual(60)
    }
  }
})
