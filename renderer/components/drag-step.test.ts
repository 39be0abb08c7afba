import { expect, it } from 'vitest'
import { stepFor, stepped } from './drag-step.ts'

const plain = { shiftKey: false, altKey: false }

it('steps by a tenth of the leading digit', () => {
  expect([2, 0.35, 120, 0, -7, 1e-6].map(stepFor)).toEqual([0.1, 0.01, 10, 0.1, 0.1, 1e-7])
})

it('stays on the grid of the step', () => {
  expect(stepped(0.1, 2, 0.1, plain)).toBe(0.3)
  expect(stepped(2, 3, 0.1, { ...plain, shiftKey: true })).toBe(5)
  expect(stepped(2, -1, 0.1, { ...plain, altKey: true })).toBe(1.99)
  expect(Object.is(stepped(0.1, -1, 0.1, plain), 0)).toBe(true)
})
