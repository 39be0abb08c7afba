import { expect, test } from 'vitest'
import { checkProblem } from './check.ts'

const stated = (conditions: string[], equation = 'u_t = u_xx'): string => `schema: ansatz.problem/1
name: rod
variables: { x: [-1, 1], t: [0, 1] }
unknowns: [u]
equations: ["${equation}"]
conditions: [${conditions.map((condition) => `"${condition}"`).join(', ')}]
`
const soft = (source: string): string[] => {
  const { errors, conditions } = checkProblem({ source })
  expect(errors).toEqual([])
  return conditions.flatMap(({ how, text }) => (how === 'soft' ? [text] : []))
}

test('the cut-off tail of a bell is no contradiction: the end gives way, and it is said where and by how much', () => {
  const source = stated(['u(x, 0) = 100*exp(-12*x^2)', 'u(-1, t) = 0', 'u(1, t) = 0'])
  expect(soft(source)).toEqual(['u(-1, t) = 0', 'u(1, t) = 0'])
  const [warning] = checkProblem({ source }).warnings
  expect(warning!.message).toContain(
    'at x = -1, t = 0 it disagrees with another: u(x, 0) = 100*exp(-12*x^2) gives 0.000614421, u(-1, t) = 0 gives 0'
  )
})

test('a tail that is nearly nothing is held with what it meets', () => {
  expect(soft(stated(['u(x, 0) = exp(-24*x^2)', 'u(-1, t) = 0', 'u(1, t) = 0']))).toEqual([])
})

test('a flux that sets in at the beginning gives way', () => {
  expect(soft(stated(['u(x, 0) = 0', 'u_x(-1, t) = -1', 'u(1, t) = 0']))).toEqual(['u_x(-1, t) = -1'])
})

test('a start that repeats in value but not in slope is no contradiction', () => {
  const repeats = ['u(-1, t) = u(1, t)', 'u_x(-1, t) = u_x(1, t)']
  expect(soft(stated(['u(x, 0) = x^2*cos(pi*x)', ...repeats]))).toEqual(repeats)
  expect(soft(stated(['u(x, 0) = cos(pi*x)', ...repeats]))).toEqual([])
})

test('values that have nothing in common at a corner are a contradiction', () => {
  const { errors } = checkProblem({ source: stated(['u(x, 0) = 1', 'u(-1, t) = 0', 'u(1, t) = 1']) })
  expect(errors.map(({ code }) => code)).toEqual(['corners-disagree'])
})
