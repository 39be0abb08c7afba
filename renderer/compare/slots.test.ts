import { expect, test } from 'vitest'
import { CLASSICAL, withSlots } from './slots.ts'

test('a run keeps its style when others come and go', () => {
  const first = withSlots({}, ['a', 'b'])
  expect(first.a).not.toBe(first.b)
  const without = withSlots(first, ['b'])
  expect(without.b).toBe(first.b)
  const more = withSlots(without, ['c', 'b', 'd'])
  expect(more.b).toBe(first.b)
  expect(new Set([more.b, more.c, more.d]).size).toBe(3)
  expect(withSlots(more, ['a']).a).toBe(first.a)
})

test('green is taken last, and seven runs all differ', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  const slots = withSlots({}, names)
  expect(new Set(names.map((name) => slots[name])).size).toBe(7)
  expect(slots.g).toBe(CLASSICAL)
  expect(withSlots(slots, [...names, 'h']).h).toBe(0)
})
