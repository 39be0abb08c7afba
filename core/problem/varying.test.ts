import { expect, test } from 'vitest'
import { checkProblem } from './check.ts'

const held = (conditions: string[], more = ''): string[] => {
  const { errors, conditions: found } = checkProblem({
    source: `u_t = u_xx\nx in [0, 1], t in [0, 2]\n${conditions.join('\n')}\n${more}`
  })
  expect(errors).toEqual([])
  return found.map(({ how, met }) => `${how} ${met ? 'met' : 'missed'}`)
}

test('mixed conditions whose coefficients vary along the edge are held exactly', () => {
  const start = 'u(x, 0) = cos(pi*x/2)'
  expect(held([start, 'u_x(0, t) + t*u(0, t) = 0', 'u(1, t) = 0'])).toEqual(['hard met', 'hard met', 'hard met'])
  // whose determinant with the lowest powers vanishes at t = 1
  expect(held([start, 'u_x(0, t) + (1 + t)*u(0, t) = cos(t)', 'u(1, t) = sin(t)'])).toEqual(['hard met', 'hard met', 'hard met'])
  const cooled = ['u(x, 0) = 1 - x^2', 'u_x(0, t) - exp(-t)*u(0, t) = -1', 'u_x(1, t) + (2 + sin(t))*u(1, t) = -2*exp(-t)']
  expect(held(cooled)).toEqual(['hard met', 'hard met', 'hard met'])
})

test('of a problem for a range of coefficients as well', () => {
  expect(held(['u(x, 0) = 1 - x', 'u(1, t) = 0', 'u_x(0, t) = h*(u(0, t) - 1) - 1'], 'h = [0.5, 2]\n')).toEqual([
    'hard met',
    'hard met',
    'hard met'
  ])
})

test('slopes are held over a range of a parameter, which has no derivative', () => {
  expect(held(['u(x, 0) = 1 - x^2', 'u_x(0, t) = 0', 'u(1, t) = sin(h*t)'], 'h = [0.5, 2]\n')).toEqual(['hard met', 'hard met', 'hard met'])
})

test('where a coefficient may take the condition away, it is a term of the loss', () => {
  expect(held(['u(x, 0) = 0', '(t - 1)*u(0, t) = 0', 'u(1, t) = 0'])[1]).toBe('soft missed')
})
