import { describe, expect, it } from 'vitest'
import { Gate, Slices, TimeLeft } from './pace.ts'

describe('slices', () => {
  it('grow towards their time and shrink below it', () => {
    const slices = new Slices(0.015)
    for (let k = 0; k < 20; k++) slices.took(slices.count * 1e-5)
    expect(slices.count).toBe(1500)
    for (let k = 0; k < 20; k++) slices.took(slices.count * 1)
    expect(slices.count).toBe(1)
  })
})

describe('time left', () => {
  it('is unknown at first, then follows a change of pace smoothly', () => {
    const left = new TimeLeft(3)
    left.took(1, 0.2)
    expect(left.for(10)).toBeNull()
    for (let k = 0; k < 100; k++) left.took(10, 0.1)
    expect(left.for(50)).toBeCloseTo(0.5, 2)
    left.took(1, 0.1)
    expect(left.for(50)).toBeGreaterThan(0.5)
    expect(left.for(50)).toBeLessThan(0.55)
    for (let k = 0; k < 200; k++) left.took(1, 0.1)
    expect(left.for(50)).toBeCloseTo(5, 0)
  })
})

describe('a gate', () => {
  it('opens once in its interval, and less often where what follows is dear', () => {
    const gate = new Gate(0.25)
    expect([0, 0.1, 0.25, 0.3].map((now) => gate.opens(now))).toEqual([true, false, true, false])
    gate.cost(0.1, 0.05, 0.25)
    expect(gate.opens(2)).toBe(false)
    expect(gate.opens(2.26)).toBe(true)
  })
})
