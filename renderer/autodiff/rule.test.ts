import { expect, it } from 'vitest'
import { chain, visible } from './rule.ts'

it('joins a rule and its numbers in one line where there is room', () => {
  expect(chain('\\bar{c} = \\bar{d}', '\\bar{c} = 0.5')).toBe('\\bar{c} = \\bar{d} = 0.5')
})

it('sets them under each other where there is none', () => {
  const rule = '\\bar{a} = \\frac{\\partial f}{\\partial c}\\,\\frac{\\partial c}{\\partial a} + \\bar{b}\\,b'
  const numbers = '\\bar{a} = 0.065317274 \\cdot 1 + 0.065317274 \\cdot 54.59815 = 0.065317274 + 3.5662023 = 3.6315196'
  expect(chain(rule, numbers, 76)).toMatch(/^\\begin\{aligned\}\\bar\{a\} &= .* \\\\ &= 0\.065317274 .*\\end\{aligned\}$/)
})

it('does not say the same twice', () => {
  expect(chain('x = 2', 'x = 2')).toBe('x = 2')
  expect(chain('\\bar{d} = 1', '')).toBe('\\bar{d} = 1')
})

it('counts what is seen, not what is typed', () => {
  expect(visible('\\frac{\\partial f}{\\partial c}')).toBe(2)
  expect(visible('\\bar{c} = 0.5')).toBe(6)
})

it('leaves the products out where there is room for the sum alone', () => {
  const numbers = '\\bar{a} = 0.065 \\cdot 1 + 0.065 \\cdot 54.6 = 0.065 + 3.57 = 3.63'
  expect(chain('\\bar{a} = \\bar{c} + \\bar{b}', numbers, 20)).toBe(
    '\\begin{aligned}\\bar{a} &= \\bar{c} + \\bar{b} \\\\ &= 0.065 + 3.57 = 3.63\\end{aligned}'
  )
})
