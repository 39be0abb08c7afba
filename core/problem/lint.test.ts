import { expect, test } from 'vitest'
import { checkProblem } from './check.ts'
import { LIBRARY } from './library/index.ts'

const codes = (text: string, settings?: unknown): string[] => {
  const report = checkProblem({ source: `schema: ansatz.problem/1\n${text}`, settings })
  expect(report.errors).toEqual([])
  return report.warnings.map(({ code }) => code)
}
const ode = (equation: string, conditions: string, interval = '0, 1'): string =>
  `variables: { t: [${interval}] }\nunknowns: [g]\nequations: ["${equation}"]\nconditions: [${conditions}]`
const DECAY = ode("g' = -2*g", '"g(0) = 1"')
const SECOND = ode("g'' = -g", '"g(0) = 1", "g\'(0) = 0"')

test('a sound problem has no warning', () => {
  expect(codes(DECAY)).toEqual([])
  expect(codes(SECOND)).toEqual([])
})

test.each(['relu', 'leaky_relu'])('%s cannot learn second derivatives', (activation) => {
  expect(codes(SECOND, { network: { activation } })).toEqual(['lint-activation'])
  expect(codes(DECAY, { network: { activation } })).toEqual([])
})

test.each<[string, string, string]>([
  ['zero solves it', ode("g'' = -g", '"g(0) = 0", "g(1) = 0"'), 'lint-trivial'],
  ['h1 solves it', ode("g'' = 0", '"g(0) = 1", "g(1) = 3"'), 'lint-solved'],
  ['a residual of very different sizes', ode("g' = exp(20*t)", '"g(0) = 1"'), 'lint-scale'],
  ['a long time', ode("g' = -g", '"g(0) = 1"', '0, 100'), 'lint-horizon'],
  ['many oscillations', ode("g'' = -100*g", '"g(0) = 1", "g\'(0) = 0"', '0, 10'), 'lint-horizon']
])('%s', (_, text, code) => {
  expect(codes(text)).toEqual([code])
})

test('the lecture has none', () => {
  for (const { id, yaml } of LIBRARY.filter((entry) => entry.id.startsWith('lecture-')))
    expect(checkProblem({ source: yaml, id }).warnings, id).toEqual([])
})

test('an unknown function that nothing measures', () => {
  const source = `schema: ansatz.problem/1\nvariables: { t: [0, 1] }\nunknowns: [g]\nequations: ["g' = -r*g"]\nconditions: ["g(0) = 1"]\nestimate: { r: { of: [t] } }\n`
  const said = (text: string, files = {}) => checkProblem({ source: text, files }).warnings.map(({ code }) => code)
  expect(said(source)).toContain('lint-function')
  const measured = `${source}data: { file: g.csv, columns: { t: t, g: g } }\n`
  expect(said(measured, { 'g.csv': 't,g\n0.5,0.6\n' })).not.toContain('lint-function')
})

const poisson = (more: string): string =>
  `variables: { x: [0, 1], y: [0, 1] }\nunknowns: [u]\nequations: ["u_xx + u_yy = cos(pi*x)"]\nconditions: ["u_x(0, y) = 0", "u_x(1, y) = 0", "u_y(x, 0) = 0", "u_y(x, 1) = 0"${more}]`

test.each([
  ['Neumann conditions alone', poisson(''), true],
  ['and a mean', poisson(', "integral(integral(u, x), y) = 0"'), false],
  ['and a point', poisson(', "u(0, 0) = 0"'), false],
  ['periodic in its derivative and value', ode("g'' = sin(2*pi*t)", '"g(0) = g(1)", "g\'(0) = g\'(1)"'), true],
  ['periodic with a term of its own', ode("g'' = g + sin(2*pi*t)", '"g(0) = g(1)", "g\'(0) = g\'(1)"'), false]
])('%s: whether a constant stays free', (_, text, isFree) => {
  const report = checkProblem({ source: `schema: ansatz.problem/1\n${text}` })
  expect(report.errors).toEqual([])
  expect(report.warnings.some(({ code }) => code === 'lint-level')).toBe(isFree)
})
