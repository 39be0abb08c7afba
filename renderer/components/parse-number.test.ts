import { describe, expect, it } from 'vitest'
import { parseNumber } from './parse-number.ts'

const value = (typed: string) => {
  const parsed = parseNumber(typed)
  return 'value' in parsed ? parsed.value : parsed.cure
}

describe('a typed number', () => {
  it('is understood as people and printouts write it', () => {
    expect(value(' 0.001 ')).toBe(0.001)
    expect(value('1e-3')).toBe(0.001)
    expect(value('0,001')).toBe(0.001)
    expect(value('10\u2009000')).toBe(10000)
    expect(value('−2')).toBe(-2)
    expect(value('1.0×10⁻³')).toBe(0.001)
    expect(value('2*10^-4')).toBe(0.0002)
    expect(value('2·10¹²')).toBe(2e12)
  })

  it('is refused with the cure', () => {
    expect(value('')).toBe('must be a number')
    expect(value('ten')).toBe('must be a number')
    expect(value('1,000,000')).toBe('must be a number')
    expect(value('Infinity')).toBe('must be a number')
    expect(parseNumber('-0.001', { above: 0 })).toEqual({ cure: 'must be above 0' })
    expect(parseNumber('1', { below: 1 })).toEqual({ cure: 'must be below 1' })
    expect(parseNumber('2.5', { integer: true })).toEqual({ cure: 'must be whole' })
    expect(parseNumber('-1', { min: 0 })).toEqual({ cure: 'must not be negative' })
    expect(parseNumber('0', { min: 1 })).toEqual({ cure: 'must be at least 1' })
    expect(parseNumber('17', { max: 16 })).toEqual({ cure: 'must be at most 16' })
  })
})
