import { expect, test } from 'vitest'
import { startsAbruptly } from './abrupt-start.ts'
import { compileProblem } from './compile.ts'
import { loadProblem } from './document.ts'

const rod = (equation: string, ...conditions: string[]) =>
  compileProblem(
    loadProblem(`schema: ansatz.problem/1
name: rod
variables: { x: [0, 1], t: [0, 1] }
unknowns: [u]
equations: ["${equation}"]
conditions: [${conditions.map((condition) => `"${condition}"`).join(', ')}]
`)
  )

test('an end that is moved at once begins abruptly; one that begins as the equation says does not', () => {
  expect(startsAbruptly(rod('u_t = u_xx', 'u(x, 0) = 0', 'u(0, t) = sin(2*t)', 'u_x(1, t) = 0'))).toBe(true)
  expect(startsAbruptly(rod('u_t = u_xx + 1', 'u(x, 0) = 0', 'u(0, t) = 0', 'u(1, t) = 0'))).toBe(true)
  expect(startsAbruptly(rod('u_t = u_xx', 'u(x, 0) = sin(pi*x)', 'u(0, t) = 0', 'u(1, t) = 0'))).toBe(false)
  expect(startsAbruptly(rod('u_t = u_xx', 'u(x, 0) = 0', 'u(0, t) = t^2', 'u_x(1, t) = 0'))).toBe(false)
  expect(startsAbruptly(rod('u_t = u_xx + 1', 'u(x, 0) = 0', 'u_x(0, t) = 0', 'u_x(1, t) = 0'))).toBe(false)
})
