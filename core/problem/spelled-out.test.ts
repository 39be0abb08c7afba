import { expect, test } from 'vitest'
import { checkProblem } from './check.ts'

const stated = (
  conditions: string,
  { variables = '{ x: [0, 1] }', equation = "u'' = 2", more = '' } = {}
): string => `schema: ansatz.problem/1
variables: ${variables}
unknowns: [u]
equations: ["${equation}"]
conditions: [${conditions}]
${more}`
const conditionsOf = (source: string): string[] => {
  const { errors, conditions } = checkProblem({ source })
  expect(errors).toEqual([])
  return conditions.map(({ text }) => text)
}
const plate = { variables: '{ x: [0, 2], y: [-1, 1] }', equation: 'u_xx + u_yy = 1' }

test('a chain of equal signs is a condition for each value', () => {
  expect(conditionsOf(stated('"u(0) = u(1) = 0"'))).toEqual(['u(0) = 0', 'u(1) = 0'])
  expect(conditionsOf(stated('"0 = u(0)=u(1)"'))).toEqual(['0 = u(0)', '0 = u(1)'])
  expect(conditionsOf("u'' = -u\nu(0) = u'(0) = 1\nx in [0, 1]\n")).toEqual(['u(0) = 1', "u'(0) = 1"])
})

test('a faulty chain is shown where it is faulty', () => {
  const { errors } = checkProblem({ source: stated('"u(0) = u(q) = 0"') })
  expect(errors).toEqual([expect.objectContaining({ code: 'unknown-symbol', line: 5, column: 24, length: 1 })])
  const twice = checkProblem({ source: stated('"u(0) = u(1) = 0", "u(1) = 3"') }).errors
  expect(twice).toEqual([expect.objectContaining({ code: 'duplicate-condition', line: 5, column: 33 })])
})

test('the boundary of a box is its sides, time apart', () => {
  expect(conditionsOf(stated('{ id: edge, at: "u = x^2*y + 3x", on: boundary }', plate))).toEqual([
    'u(0, y) = 0^2*y + 3(0)',
    'u(2, y) = 2^2*y + 3(2)',
    'u(x, -1) = x^2*(-1) + 3x',
    'u(x, 1) = x^2*1 + 3x'
  ])
  const rod = { variables: '{ x: [0, 1], t: [0, 1] }', equation: 'u_t = u_xx' }
  expect(conditionsOf(stated('"u(x, 0) = 0", { at: "u = 0", on: boundary }', rod))).toEqual(['u(x, 0) = 0', 'u(0, t) = 0', 'u(1, t) = 0'])
})

test('what is said of the outward derivative on the boundary of a box has its sign', () => {
  expect(conditionsOf(stated('{ at: "u_n + 2*u = 0", on: boundary }', plate))).toEqual([
    '(-u_x(0, y)) + 2*u(0, y) = 0',
    'u_x(2, y) + 2*u(2, y) = 0',
    '(-u_y(x, -1)) + 2*u(x, -1) = 0',
    'u_y(x, 1) + 2*u(x, 1) = 0'
  ])
  const clamped = ['u(0) = 0', 'u(1) = 0', "u'(0) = 0", "u'(1) = 0"]
  expect(conditionsOf(stated('{ at: "u = u_n = 0", on: boundary }', { equation: "u'''' = 1" }))).toEqual(clamped)
})

test('of a domain the boundary is its own', () => {
  const disc = { variables: '{ x: [-1, 1], y: [-1, 1] }', equation: 'u_xx + u_yy = 1', more: 'domain: "x^2 + y^2 < 1"' }
  expect(conditionsOf(stated('{ at: "u = 0", on: boundary }', disc))).toEqual(['u = 0'])
})

test('what is periodic repeats with its derivatives below the order of the equations', () => {
  const ring = { variables: '{ x: [0, 2*pi], t: [0, 1] }', equation: 'u_t = diff(u, x, 3)' }
  expect(conditionsOf(stated('"u(x, 0) = sin(x)", "u periodic in x"', ring))).toEqual([
    'u(x, 0) = sin(x)',
    'u(0, t) = u(2*pi, t)',
    'u_x(0, t) = u_x(2*pi, t)',
    'u_xx(0, t) = u_xx(2*pi, t)'
  ])
  expect(conditionsOf("u'' = cos(x) - u\nx in [0, 2 pi]\nu is periodic\n")).toEqual(['u(0) = u(2 pi)', "u'(0) = u'(2 pi)"])
})

test('what is written out is the document from then on', () => {
  const { yaml } = checkProblem({ source: stated('"u(0) = u(1) = 0", { at: "u = 0", on: boundary }') })
  expect(yaml).toContain('conditions: ["u(0) = 0", "u(1) = 0", "u(0) = 0", "u(1) = 0"]')
})
