import { describe, expect, it } from 'vitest'
import { fitted, panned, revealed, zoomed } from './view.ts'

const PANE = { width: 800, height: 400 }

describe('the view', () => {
  it('shows a small graph in the middle, not larger than allowed', () => {
    expect(fitted({ width: 200, height: 100 }, PANE, 1)).toEqual({ x: 300, y: 150, scale: 1 })
  })
  it('shrinks a large one until it fits, but not beyond what can be read', () => {
    expect(fitted({ width: 1000, height: 400 }, PANE).scale).toBeCloseTo(0.8)
    expect(fitted({ width: 9000, height: 400 }, PANE, 1, 0.7)).toMatchObject({ x: 0, scale: 0.7 })
  })
  it('keeps the point under the pointer where it is', () => {
    const before = { x: 10, y: 20, scale: 0.5 }
    const at = { x: 300, y: 200 }
    const after = zoomed(before, 1.6, at)
    expect((at.x - after.x) / after.scale).toBeCloseTo((at.x - before.x) / before.scale)
    expect(zoomed(before, 1e9, at).scale).toBe(3)
  })
  it('moves no more than it must to show a box', () => {
    const view = { x: 0, y: 0, scale: 1 }
    expect(revealed(view, { x: 400, y: 200, width: 100, height: 80 }, PANE)).toBe(view)
    expect(revealed(view, { x: 1000, y: 200, width: 100, height: 80 }, PANE)).toEqual(panned(view, -286, 0))
  })
})
