import { expect, test } from 'vitest'
import { resolveExperiment } from '../training/experiment.ts'
import { Session } from '../training/session.ts'
import { checkProblem } from './check.ts'

const PREY = `x' = a*x - b*x*y
y' = d*x*y - c*y
x(0) = 1.5
y(0) = 1
t in [0, 4]
a = 1
b = 1
c = 1
d = 1
`
const drifts = (source: string, settings: object) => {
  const session = new Session(resolveExperiment({ source, settings }))
  session.advance(Infinity)
  return session.metrics().invariants
}

test('what the equations keep constant drifts as little as the solution is good', () => {
  const v = 'd*x - c*log(x) + b*y - a*log(y)'
  const source = `${PREY}invariants: ["${v}", "x"]\n`
  const rough = drifts(source, { training: { optimizer: 'adam', iterations: 300 } })!
  expect(Object.keys(rough)).toEqual([v, 'x'])
  expect(rough[v]).toBeGreaterThan(1e-4)
  // solved in windows: the invariant is taken in each, and compared with the first
  const fine = drifts(source, {})!
  expect(fine[v]).toBeLessThan(1e-8)
  expect(fine.x).toBeGreaterThan(0.1)
})

test('an energy reads derivatives; where a parameter is an interval every value of it has its own', () => {
  const source = `x'' = -k*x
x(0) = 1
x'(0) = 0
t in [0, 2]
k in [1, 2]
invariants: ["x'^2/2 + k*x^2/2"]
`
  const text = source.replace('k in [1, 2]\n', 'parameters: { k: [1, 2] }\n')
  expect(
    drifts(text, { points: { count: { t: 16, k: 6 } }, training: { optimizer: 'lm', iterations: 40 } })!["x'^2/2 + k*x^2/2"]
  ).toBeLessThan(1e-3)
})

test('the heat in an insulated rod stays', () => {
  const source = `u_t = u_xx
u(x, 0) = 1 + cos(pi*x)
u_x(0, t) = 0
u_x(1, t) = 0
x in [0, 1]
t in [0, 0.2]
invariants: ["integral(u, x)", "integral(u^2, x)"]
`
  const found = drifts(source, { network: { hidden: [10] }, points: { count: 8 }, training: { optimizer: 'lm', iterations: 40 } })!
  expect(found['integral(u, x)']).toBeLessThan(5e-3)
  // 1 + e^(-2 pi^2 t)/2 falls from 3/2
  expect(Math.abs(found['integral(u^2, x)']! - (1 - Math.exp(-0.4 * Math.PI ** 2)) / 2)).toBeLessThan(1e-2)
})

test('an invariant without an unknown, or one that cannot be read, is refused at its place', () => {
  const errors = (list: string) => checkProblem({ source: `${PREY}invariants: [${list}]\n`, file: 'f' }).errors
  expect(errors('"x*y", "a + 1"')[0]).toMatchObject({ code: 'invariant-without-unknown', line: 10, column: 21, length: 7 })
  expect(errors('"x + z"')[0]).toMatchObject({ code: 'unknown-symbol', line: 10, column: 19 })
  expect(errors('"x(0) - 1"')[0]).toMatchObject({ code: 'evaluation', line: 10 })
})
