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

const jumpsOf = (source: string): string[] => {
  const { errors, warnings } = checkProblem({ source })
  expect(errors).toEqual([])
  return warnings.flatMap(({ code, message }) => (code === 'corners-disagree' ? [message] : []))
}

test('values that have nothing in common at a corner: the end gives way, and a jump is said with both values', () => {
  const source = stated(['u(x, 0) = 1', 'u(-1, t) = 0', 'u(1, t) = 1'])
  expect(soft(source)).toEqual(['u(-1, t) = 0'])
  expect(jumpsOf(source)).toEqual([
    expect.stringContaining('At x = -1, t = 0 the conditions disagree: u(x, 0) = 1 gives 1, u(-1, t) = 0 gives 0. The solution jumps there')
  ])
})

test('an end that loses heat where the start loses none gives way, and both sides are said', () => {
  const source = stated(['u(x, 0) = 1', 'u_x(-1, t) = 0', 'u_x(1, t) + u(1, t) = 0'])
  expect(soft(source)).toEqual(['u_x(1, t) + u(1, t) = 0'])
  expect(checkProblem({ source }).warnings[0]!.message).toContain(
    'at x = 1, t = 0 it disagrees with another: with u(x, 0) = 1 the left side of u_x(1, t) + u(1, t) = 0 is 1 and its right side 0'
  )
  // 1 - x^2/3 on [-1, 1] loses at x = 1 what it has there
  expect(soft(stated(['u(x, 0) = 1 - x^2/3', 'u_x(-1, t) = 2/3', 'u_x(1, t) + u(1, t) = 0']))).toEqual([])
})

test('a start that does not repeat is a jump', () => {
  const source = stated(['u(x, 0) = x', 'u(-1, t) = u(1, t)', 'u_x(-1, t) = u_x(1, t)'])
  expect(soft(source)).toEqual(['u(-1, t) = u(1, t)', 'u_x(-1, t) = u_x(1, t)'])
  expect(jumpsOf(source)[0]).toContain(
    'At t = 0 the conditions disagree: with u(x, 0) = x the left side of u(-1, t) = u(1, t) is -1 and its right side 1'
  )
})

const cube = (conditions: string[]): string => `schema: ansatz.problem/1
variables: { x: [0, 1], y: [0, 1], t: [0, 0.1] }
unknowns: [u]
equations: ["u_t = u_xx + u_yy"]
conditions: [${conditions.map((condition) => `"${condition}"`).join(', ')}]
`
const sides = ['u(0, y, t) = 0', 'u(1, y, t) = 0', 'u(x, 0, t) = 0', 'u(x, 1, t) = 0']

test('edges that meet in a line are compared along it', () => {
  expect(jumpsOf(cube(['u(x, y, 0) = x*(1 - x)*y', ...sides]))).toEqual([
    expect.stringMatching(
      /^At x = 0.5, y = 1, t = 0 the conditions disagree: u\(x, y, 0\) = x\*\(1 - x\)\*y gives 0.25, u\(x, 1, t\) = 0 gives 0/
    )
  ])
  expect(soft(cube(['u(x, y, 0) = sin(pi*x)*sin(pi*y)', ...sides]))).toEqual([])
})

test('of sides of a plate the one that disagrees with both others gives way', () => {
  const plate = (conditions: string[]): string => stated(conditions, 'u_xx + u_tt = 0').replaceAll('u_tt', 'u_yy').replace('t:', 'y:')
  const hot = 'u(x, 1) = 100'
  const cold = ['u(-1, y) = 0', 'u(1, y) = 0', 'u(x, 0) = 0']
  expect(soft(plate([...cold, hot]))).toEqual([hot])
  expect(soft(plate([hot, ...cold]))).toEqual([hot])
})

test('mixed conditions on two sides are compared by what each gives of the other', () => {
  const plate = (right: string, top: string): string =>
    stated(['u(-1, y) = 0', `u_x(1, y) + u(1, y) = ${right}`, 'u(x, 0) = 0', `u_y(x, 1) + u(x, 1) = ${top}`], 'u_xx + u_yy = 0').replace(
      't:',
      'y:'
    )
  // of u = (x + 1) y
  expect(soft(plate('3*y', '2*(x + 1)'))).toEqual([])
  expect(soft(plate('3*y', '3*(x + 1)'))).toEqual(['u_y(x, 1) + u(x, 1) = 3*(x + 1)'])
  expect(checkProblem({ source: plate('3*y', '3*(x + 1)') }).warnings[0]!.message).toContain(
    'at x = 1, y = 1 it disagrees with another: the left side of u_x(1, y) + u(1, y) = 3*y, taken of what u_y(x, 1) + u(x, 1) = 3*(x + 1) gives, is 9, the other way round it is 6'
  )
})

test('a start that is not what the boundary of a domain is held at lets the boundary give way', () => {
  const disc = (start: string): string => `u_t = u_xx + u_yy
u(x, y, 0) = ${start}
u = 0 on the boundary
x^2 + y^2 < 1
x, y in [-1, 1], t in [0, 0.2]
`
  expect(soft(disc('1 - x^2 - y^2'))).toEqual([])
  expect(soft(disc('1'))).toEqual(['u = 0'])
  expect(jumpsOf(disc('1'))).toEqual([
    expect.stringContaining('the conditions disagree: u(x, y, 0) = 1 gives 1, u = 0 on the boundary gives 0')
  ])
})
