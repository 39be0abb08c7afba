import { expect, it } from 'vitest'
import { exact, full, latexOf, short } from './numbers.ts'

it('writes fifteen significant digits as the course prints them', () => {
  expect(full(7.654942849763428)).toBe('7.65494284976343')
  expect(full(0.06531727405586729)).toBe('0.0653172740558673')
  expect(full(222.39260013257694)).toBe('222.392600132577')
  expect(full(4)).toBe('4')
  expect(full(-0.5)).toBe('−0.5')
  expect(full(0)).toBe('0')
  expect(full(1.5e-9)).toBe('1.5×10⁻⁹')
  expect(full(6.02e23)).toBe('6.02×10²³')
  expect(full(null)).toBe('–')
})

it('writes every bit into files, and nothing where there is no number', () => {
  expect(Number(exact(0.1 + 0.2))).toBe(0.1 + 0.2)
  expect(exact(null)).toBe('')
})

it('writes six digits on cards, and powers of ten as mathematics', () => {
  expect(short(58.598150033144236)).toBe('58.5982')
  expect(latexOf(0.5)).toBe('0.5')
  expect(latexOf(2.5e-7)).toBe('2.5\\cdot 10^{-7}')
  expect(latexOf(null)).toBe('\\text{--}')
})
