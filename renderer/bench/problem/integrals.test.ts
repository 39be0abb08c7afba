import { expect, test } from 'vitest'
import { integralWords } from './integrals.ts'

const one = { text: 'integral(u^2, x)', over: ['x'], points: 24, domain: false }

test('the rule of the integrals is said in a sentence, with how exact it is', () => {
  expect(integralWords({})).toBeNull()
  expect(integralWords({ integrals: { rules: [one], change: 1e-15 } })).toBe(
    'Integral by Gauss-Legendre, 24 points along x; exact to rounding.'
  )
  const disc = { ...one, over: ['y', 'x'], points: 16, domain: true }
  expect(integralWords({ integrals: { rules: [disc, one], change: 2.34e-9 } })).toBe(
    '2 integrals by Gauss-Legendre, 16 or 24 points along x and y inside the domain; a finer rule differs by 2.3×10⁻⁹.'
  )
  expect(integralWords({ integrals: { rules: [one], change: null } })).toContain('too long')
})
