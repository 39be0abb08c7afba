import { expect, it } from 'vitest'
import { count, setting } from './words.ts'

it('counts', () => {
  expect(count(1, 'run')).toBe('1 run')
  expect(count(12000, 'run')).toBe('12\u2009000 runs')
  expect(count(2, 'entry', 'entries')).toBe('2 entries')
})

it('writes settings without bare exponents', () => {
  expect(setting(0.001)).toBe('0.001')
  expect(setting(1e-7)).toBe('1.0×10⁻⁷')
  expect(setting(2.5e-9)).toBe('2.5×10⁻⁹')
  expect(setting(10000)).toBe('10\u2009000')
  expect(setting(-0.5)).toBe('−0.5')
  expect(setting(0)).toBe('0')
})
