import { describe, expect, test } from 'vitest'
import { resolveExperiment } from '../training/experiment.ts'
import { Session } from '../training/session.ts'
import { checkProblem } from './check.ts'
import { compileProblem } from './compile.ts'
import { loadProblem } from './document.ts'
import { boundaryPoints, insideOf, omegaAt } from './domain.ts'
import { linspace, tensor } from './points.ts'

const source = (
  domain: string,
  { equation = 'u_xx + u_yy = -4', value = '0', exact = '1 - x^2 - y^2', more = '' } = {}
): string => `schema: ansatz.problem/1
name: On a domain
variables: { x: [-1, 1], y: [-1, 1] }
unknowns: [u]
domain: "${domain}"
equations: ["${equation}"]
conditions: [{ at: "u(x, y) = ${value}", on: boundary }]
exact: { u: "${exact}" }
${more}`
const compiled = (domain: string) => compileProblem(loadProblem(source(domain)))
const at = (domain: string, x: number, y: number): number => omegaAt(compiled(domain), [Float64Array.of(x), Float64Array.of(y)])[0]!

describe('the function of a domain', () => {
  test.each([
    ['x^2 + y^2 < 1', [0, 0], [0.9, 0.9]],
    ['1 > x^2 + y^2', [0, 0], [0.9, 0.9]],
    ['x^2 + y^2 < 1 and x^2 + y^2 > 0.25', [0.7, 0], [0, 0]],
    ['x < 0 or y < 0', [-0.5, 0.5], [0.5, 0.5]],
    ['not (x > 0 and y > 0)', [-0.5, 0.5], [0.5, 0.5]]
  ])('%s is positive inside and negative outside', (domain, inside, outside) => {
    expect(at(domain, inside[0]!, inside[1]!)).toBeGreaterThan(0)
    expect(at(domain, outside[0]!, outside[1]!)).toBeLessThan(0)
  })

  test('boundary points lie on the boundary, points inside are inside', () => {
    const problem = compiled('x^2 + y^2 < 1 and x^2 + y^2 > 0.25')
    const [x, y] = boundaryPoints(problem, 50)
    expect(x!.length).toBe(50)
    x!.forEach((_, p) => expect(Math.min(...[1, 0.5].map((r) => Math.abs(Math.hypot(x![p]!, y![p]!) - r)))).toBeLessThan(1e-12))
    const kept = insideOf(problem, tensor([linspace(-1, 1, 21), linspace(-1, 1, 21)]))
    kept[0]!.forEach((_, p) => expect(Math.abs(Math.hypot(kept[0]![p]!, kept[1]![p]!) - 0.75)).toBeLessThan(0.25))
  })
})

test.each([
  ['a disc', 'x^2 + y^2 < 1', '0'],
  ['an ellipse with data', 'x^2 + 4*y^2 < 1', 'x*y + 1'],
  ['an annulus', 'x^2 + y^2 < 1 and x^2 + y^2 > 0.25', 'x'],
  ['an L', 'not (x > 0 and y > 0)', '0']
])('conditions on %s are proved', (_, domain, value) => {
  const report = checkProblem({ source: source(domain, { value }) })
  expect(report.errors).toEqual([])
  expect(report.conditions[0]).toMatchObject({ how: 'hard', met: true })
})

test('the disc: u_xx + u_yy = -4 with u = 0 on the circle', () => {
  expect(checkProblem({ source: source('x^2 + y^2 < 1') }).trial).toEqual({ u: '(1 - (x^2 + y^2))*N' })
  const session = new Session(
    resolveExperiment({
      source: source('x^2 + y^2 < 1'),
      settings: { network: { hidden: [8] }, points: { count: 10 }, training: { iterations: 400 } }
    })
  )
  session.advance(Infinity)
  expect(session.metrics().max_abs_error).toBeLessThan(0.06)
  const { fields } = session.snapshot()
  expect(fields[0]!.solution[0]).toBeNaN()
  expect(fields[0]!.solution.some((value) => value > 0.9)).toBe(true)
})

test('a moving edge and a start are met together: heat in a disc', () => {
  const report = checkProblem({
    source: `schema: ansatz.problem/1
variables: { x: [-1, 1], y: [-1, 1], t: [0, 1] }
unknowns: [u]
domain: "x^2 + y^2 < 1"
equations: ["u_t = u_xx + u_yy"]
conditions: ["u(x, y, 0) = 1 - x^2 - y^2", { at: "u(x, y, t) = sin(t)", on: boundary }]
`
  })
  expect(report.errors).toEqual([])
  expect(report.conditions.map(({ met }) => met)).toEqual([true, true])
})

test('corners are named, smooth boundaries are not', () => {
  const codes = (domain: string) => checkProblem({ source: source(domain) }).warnings.map(({ code }) => code)
  expect(codes('not (x > 0 and y > 0)')).toEqual(['domain-corners'])
  expect(codes('x^2 + y^2 < 1 and x^2 + y^2 > 0.25')).toEqual([])
})

test.each([
  ['x^2 + y^2', /inequality/],
  ['x^2 + y^2 < -1', /No point/],
  ['z < 1', /z/]
])('%s is refused', (domain, message) => {
  const [error] = checkProblem({ source: source(domain) }).errors
  expect(error!.message).toMatch(message)
  expect(error!.line).toBe(5)
})

test('a domain without a boundary condition, and the other way round', () => {
  const bare = source('x^2 + y^2 < 1').replace(/conditions: .*/, 'conditions: []')
  expect(checkProblem({ source: bare }).errors[0]).toMatchObject({ code: 'missing-condition' })
  const box = source('x^2 + y^2 < 1').replace(/domain: .*\n/, '')
  expect(checkProblem({ source: box }).conditions).toHaveLength(4)
  const line = "u' = 1\nu = 0 on the boundary\nt in [0, 1]\n"
  expect(checkProblem({ source: line }).errors[0]).toMatchObject({ code: 'condition-boundary' })
})
