import { describe, expect, it } from 'vitest'
import { choose, NOTHING } from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const press = (from: typeof NOTHING, key: string, held = {}) => choose(from, order, key, { ctrl: false, shift: false, ...held })

describe('choosing rows', () => {
  it('chooses one alone', () => {
    expect([...press(press(NOTHING, 'a'), 'c').keys]).toEqual(['c'])
  })
  it('adds and takes away with Ctrl', () => {
    const two = press(press(NOTHING, 'a'), 'c', { ctrl: true })
    expect([...two.keys]).toEqual(['a', 'c'])
    expect([...press(two, 'a', { ctrl: true }).keys]).toEqual(['c'])
  })
  it('takes the range from the anchor with Shift, both ways, and turns about it', () => {
    const down = press(press(NOTHING, 'c'), 'e', { shift: true })
    expect([...down.keys]).toEqual(['c', 'd', 'e'])
    expect([...press(down, 'a', { shift: true }).keys]).toEqual(['a', 'b', 'c'])
  })
  it('chooses alone where the anchor is gone', () => {
    expect([...choose({ keys: new Set(['z']), anchor: 'z' }, order, 'b', { ctrl: false, shift: true }).keys]).toEqual(['b'])
  })
})
