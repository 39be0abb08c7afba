import { expect, test } from 'vitest'
import { resolveExperiment } from '../training/experiment.ts'
import { Session } from '../training/session.ts'
import { checkProblem } from './check.ts'
import { compileProblem } from './compile.ts'
import { loadProblem } from './document.ts'
import { domainRule } from './domain-rule.ts'
import { LIBRARY } from './library/index.ts'

const on = (domain: string, more = ''): string => `schema: ansatz.problem/1
variables: { x: [-1, 1], y: [-1, 1] }
unknowns: [u]
domain: "${domain}"
equations: ["-u_xx - u_yy = E*u"]
conditions: [{ at: "u = 0", on: boundary }, "${more === '' ? 'integral(integral(u^2, x), y) = 1' : more}"]
eigenvalue: { E: { initial: 5 } }
`

// areas, and integrals of x^2, in closed form
test.each([
  ['x^2 + y^2 < 1', Math.PI, Math.PI / 4],
  ['x^2 + 4*y^2 < 1', Math.PI / 2, Math.PI / 8],
  ['x^2 + y^2 < 1 and x^2 + y^2 > 0.25', 0.75 * Math.PI, (Math.PI / 4) * (1 - 1 / 16)],
  ['not (x > 0 and y > 0)', 3, 1]
])('%s is integrated to round-off', (domain, area, second) => {
  const { at, weights, error } = domainRule(compileProblem(loadProblem(on(domain))), 16)
  const integral = (f: (x: number, y: number) => number): number =>
    weights.reduce((sum, weight, p) => sum + weight * f(at[0]![p]!, at[1]![p]!), 0)
  expect(integral(() => 1)).toBeCloseTo(area, 12)
  expect(integral((x) => x * x)).toBeCloseTo(second, 12)
  expect(error).toBeLessThan(1e-12)
})

test('where it is less accurate it says how much', () => {
  expect(domainRule(compileProblem(loadProblem(on('x^2 + y^2 < 1 or abs(x) < 0.5'))), 16).error).toBeGreaterThan(1e-6)
})

test('an integral over a part of the variables is refused with the spelling', () => {
  const report = checkProblem({ source: on('x^2 + y^2 < 1', 'integral(u^2, x) = 1') })
  expect(report.errors[0]).toMatchObject({ cure: expect.stringContaining('Write integral(integral(…, x), y)') as string, line: 6 })
})

test.each([
  ['particle-in-a-square', 'E', Math.PI ** 2],
  ['drum', 'lambda', 2.404825557695773 ** 2]
])('%s: checked in less than two seconds of work, and found to round-off', (id, name, value) => {
  const source = LIBRARY.find((problem) => problem.id === id)!.yaml
  const before = process.cpuUsage()
  const report = checkProblem({ source })
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1e6).toBeLessThan(2)
  expect(report.errors).toEqual([])
  expect(report.conditions.every(({ how, met }) => how === 'hard' && met)).toBe(true)
  const session = new Session(resolveExperiment({ source }))
  session.advance(60)
  expect(Math.abs(session.metrics().estimates![name]! - value)).toBeLessThan(1e-8)
})

test('the number of points of an integral can be said', () => {
  const wave = (quadrature: string): number => {
    const source = `schema: ansatz.problem/1\nvariables: { x: [0, 1] }\nunknowns: [u]\nequations: ["u' = integral(u, x)"]\nconditions: ["u(0) = 1"]\n${quadrature}`
    const { graph, equations } = compileProblem(loadProblem(source))
    return graph.reachable([equations[0]!.residual]).filter((id) => graph.node(id).op === 'unknown').length
  }
  expect([wave(''), wave('quadrature: 40\n')]).toEqual([25, 41])
})
