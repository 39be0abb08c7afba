import { expect, it } from 'vitest'
import { boardDerivation } from '../../testing/fake/derivation.ts'
import { layOut, wirePath } from './layout.ts'
import type { Box } from './layout.ts'
import { NONE_OPEN } from './open.ts'
import { partsOf } from './parts.ts'

const SIZES = { part: () => ({ width: 128, height: 94 }), label: () => ({ width: 70, height: 30 }) }
const overlap = (a: Box, b: Box) => Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2

it('lays the board’s function out from left to right without overlaps, each wire from side to side', async () => {
  const parts = partsOf(boardDerivation(), NONE_OPEN)
  const { boxes, wires, width, height } = await layOut(parts, SIZES)
  const list = [...boxes.values()]
  expect(list).toHaveLength(5)
  list.forEach((a, i) => list.slice(i + 1).forEach((b) => expect(overlap(a, b)).toBe(false)))
  for (const { id, from, to } of parts.links) {
    const [start, end, wire] = [boxes.get(from)!, boxes.get(to)!, wires.get(id)!]
    expect(start.x).toBeLessThan(end.x)
    expect(wire.points[0]?.x).toBeCloseTo(start.x + start.width / 2)
    expect(wire.points.at(-1)?.x).toBeCloseTo(end.x - end.width / 2)
    expect(wire.label.x).toBeGreaterThan(0)
    expect(wire.label.x).toBeLessThan(width)
    expect(wire.label.y).toBeLessThan(height)
  }
  const ports = parts.links.filter(({ to }) => to === 'x4').map(({ id }) => wires.get(id)?.points.at(-1)?.y)
  expect(new Set(ports).size).toBe(2)
})

it('draws level curves through the points', () => {
  expect(
    wirePath([
      { x: 0, y: 0 },
      { x: 10, y: 4 }
    ])
  ).toBe('M0,0C5,0 5,4 10,4')
})
