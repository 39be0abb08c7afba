import { expect, test } from 'vitest'
import { endLatex } from './ends.ts'

test('the end of an interval is written as one writes it on paper', () => {
  expect([0, -1, 0.2, 1e-4].map(endLatex)).toEqual(['0', '-1', '0.2', '0.0001'])
  expect([Math.PI, -Math.PI / 2, (2 * Math.PI) / 3, 2 * Math.PI].map(endLatex)).toEqual(['\\pi', '-\\pi/2', '2\\pi/3', '2\\pi'])
  expect(endLatex(1 / 3)).toBe('0.333333')
  expect(endLatex(3.14)).toBe('3.14')
})
