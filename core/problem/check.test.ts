import { describe, expect, test } from 'vitest'
import { rewrite } from '../autodiff/rewrite.ts'
import { evaluateNodes } from '../engine/hoisted.ts'
import { checkProblem } from './check.ts'
import { compileProblem } from './compile.ts'
import { loadProblem } from './document.ts'
import { LIBRARY } from './library/index.ts'
import { linspace, tensor } from './points.ts'
import { resolveExperiment } from '../training/experiment.ts'
import { Session } from '../training/session.ts'

interface Parts {
  variables?: string
  unknowns?: string
  parameters?: string
  equation?: string
  conditions?: string[]
  trial?: string
  exact?: string
}
const problem = ({
  variables = '{ t: [0, 1] }',
  unknowns = '[g]',
  parameters,
  equation = "g' = -2*g",
  conditions = ['g(0) = 10'],
  trial,
  exact
}: Parts): string =>
  `schema: ansatz.problem/1
name: Test
variables: ${variables}
unknowns: ${unknowns}
${parameters === undefined ? '' : `parameters: ${parameters}\n`}equations: ["${equation}"]
conditions: [${conditions.map((condition) => `"${condition}"`).join(', ')}]
${trial === undefined ? '' : `trial: ${trial}\n`}${exact === undefined ? '' : `exact: ${exact}\n`}`
const check = (parts: Parts) => checkProblem({ source: problem(parts) })
const rod = { variables: '{ x: [0, 1], t: [0, 1] }', unknowns: '[u]', equation: 'u_t = u_xx' }

/** The rest of the library has its own test beside it. */
const LECTURE = LIBRARY.filter(({ id }) => id.startsWith('lecture-'))

test.each(LECTURE.map(({ id }) => id))('%s of the library is sound', (id) => {
  const report = checkProblem({ source: LIBRARY.find((entry) => entry.id === id)!.yaml, id })
  expect(report.errors).toEqual([])
  expect(report.ok).toBe(true)
  for (const condition of report.conditions) {
    expect(condition).toMatchObject({ met: true, how: 'hard' })
    expect(condition.violation).toBeLessThan(1e-14)
  }
})

describe('automatic trial solutions', () => {
  test.each<[string, Parts, string]>([
    ['an initial value', {}, '10 + t*N'],
    ['an initial value elsewhere', { variables: '{ t: [2, 3] }', conditions: ['g(2) = 1'] }, '1 + (t - 2)*N'],
    ['initial value and velocity', { equation: "g'' = -g", conditions: ['g(0) = 1', "g'(0) = 3"] }, '1 + 3*t + t^2*N'],
    ['two ends', { variables: '{ x: [0, 1] }', equation: "-g'' = 1", conditions: ['g(0) = 0', 'g(1) = 0'] }, 'x*(1 - x)*N'],
    [
      'two ends of other values',
      { variables: '{ x: [-1, 1] }', equation: "-g'' = 1", conditions: ['g(-1) = 0', 'g(1) = 4'] },
      '4*(x + 1)/2 + (x + 1)*(1 - x)*N'
    ],
    ['a rod', { ...rod, conditions: ['u(x, 0) = sin(pi*x)', 'u(0, t) = 0', 'u(1, t) = 0'] }, 'sin(pi*x) + t*x*(1 - x)*N'],
    [
      'a plate',
      {
        ...rod,
        variables: '{ x: [0, 1], y: [0, 1] }',
        equation: 'u_xx + u_yy = 0',
        conditions: ['u(x, 0) = 0', 'u(x, 1) = x', 'u(0, y) = 0', 'u(1, y) = y']
      },
      'y*x + x*(1 - x)*y*(1 - y)*N'
    ]
  ])('%s', (_, parts, text) => {
    const report = check(parts)
    expect(report.errors).toEqual([])
    expect(Object.values(report.trial)).toEqual([text])
    expect(report.conditions.every(({ met }) => met)).toBe(true)
  })

  const line = '{ x: [0, 1] }'
  const second = "g'' = -g"
  const fourth = "g'''' = 1"
  const heat = { ...rod, equation: 'u_t = u_xx' }
  test.each<[string, Parts]>([
    ['a Neumann end', { variables: line, equation: second, conditions: ['g(0) = 1', "g'(1) = 0"] }],
    ['a Robin end', { variables: line, equation: second, parameters: '{ h: 2 }', conditions: ['g(0) = 1', "g'(1) + h*g(1) = 3"] }],
    ['Neumann at both ends', { variables: line, equation: second, conditions: ["g'(0) = 1", "g'(1) = 2"] }],
    ['a clamped beam', { variables: line, equation: fourth, conditions: ['g(0) = 0', "g'(0) = 0", 'g(1) = 0', "g'(1) = 0"] }],
    ['a simply supported beam', { variables: line, equation: fourth, conditions: ['g(0) = 0', "g''(0) = 0", 'g(1) = 0', "g''(1) = 0"] }],
    ['a cantilever', { variables: line, equation: fourth, conditions: ['g(0) = 0', "g'(0) = 0", "g''(1) = 0", "g'''(1) = 0"] }],
    ['an interior point', { variables: line, equation: second, conditions: ['g(0) = 0', 'g(0.5) = 1'] }],
    ['third-order initial values', { equation: "g''' = g", conditions: ['g(0) = 1', "g'(0) = 2", "g''(0) = 3"] }],
    ['a mean value', { variables: line, equation: second, conditions: ['integral(g, x) = 2', 'g(0) = 0'] }],
    ['an insulated rod', { ...heat, conditions: ['u(x, 0) = cos(pi*x)', 'u_x(0, t) = 0', 'u_x(1, t) = 0'] }],
    ['a Robin edge that moves', { ...heat, conditions: ['u(x, 0) = x*(1 - x)', 'u(0, t) = 0', 'u_x(1, t) + u(1, t) = -exp(-t)'] }],
    ['a ring', { ...heat, conditions: ['u(x, 0) = sin(2*pi*x)', 'u(0, t) = u(1, t)', 'u_x(0, t) = u_x(1, t)'] }],
    [
      'a plate with a Neumann edge',
      {
        ...rod,
        variables: '{ x: [0, 1], y: [0, 1] }',
        equation: 'u_xx + u_yy = 0',
        conditions: ['u(0, y) = 0', 'u(1, y) = 0', 'u(x, 0) = 0', 'u_y(x, 1) = 2*sin(pi*x)']
      }
    ],
    ['transport', { ...rod, equation: 'u_t + u_x = 0', conditions: ['u(x, 0) = sin(x)', 'u(0, t) = -sin(t)'] }],
    [
      'a box',
      {
        unknowns: '[u]',
        variables: '{ x: [0, 1], y: [0, 2], t: [0, 1] }',
        equation: 'u_t = u_xx + u_yy',
        conditions: ['u(x, y, 0) = sin(pi*x)*sin(pi*y)', 'u(0, y, t) = 0', 'u(1, y, t) = 0', 'u(x, 0, t) = 0', 'u(x, 2, t) = 0']
      }
    ]
  ])('are proved for %s', (_, parts) => {
    const report = check(parts)
    expect(report.errors).toEqual([])
    expect(report.conditions.filter(({ how, met }) => how === 'hard' && met)).toHaveLength(parts.conditions!.length)
    // what is shown can be taken over: typed in, it is proved again
    const again = check({ ...parts, trial: JSON.stringify(report.trial) })
    if (!parts.conditions!.some((text) => text.includes('u(1, t) = u') || text.includes('= u(1, t)'))) expect(again.errors).toEqual([])
  })

  test('several unknowns have a network each in name', () => {
    const source = `schema: ansatz.problem/1
variables: { t: [0, 1] }
unknowns: [x, y]
equations: ["x' = y", "y' = -x"]
conditions: ["x(0) = 1", "y(0) = 0"]
`
    const report = checkProblem({ source })
    expect(report.errors).toEqual([])
    expect(report.trial).toEqual({ x: '1 + t*N_x', y: 't*N_y' })
    expect(report.problem.orders).toEqual({ x: 1, y: 1 })
  })

  test('a condition that cannot be held exactly becomes a term of the loss, and the lab says why', () => {
    const report = check({ variables: line, equation: second, conditions: ['g(0) = 1', "g'(1) = g(1)^2"] })
    expect(report.errors).toEqual([])
    expect(report.conditions.map(({ how }) => how)).toEqual(['hard', 'soft'])
    expect(report.warnings[0]).toMatchObject({ code: 'soft-condition' })
    expect(report.warnings[0]!.message).toMatch(/not linear/)
  })

  test('boundary data that move in time are met on both edges and at the start', () => {
    const report = check({ ...rod, conditions: ['u(x, 0) = x', 'u(0, t) = sin(t)', 'u(1, t) = exp(t)'] })
    expect(report.errors).toEqual([])
    expect(report.conditions.map(({ met }) => met)).toEqual([true, true, true])
  })
})

describe('own trial solutions', () => {
  test('g0 + N is refused, and says by how much it is off', () => {
    const report = check({ parameters: '{ g0: 10 }', conditions: ['g(0) = g0'], trial: '{ g: "g0 + N" }' })
    expect(report.ok).toBe(false)
    expect(report.errors[0]).toMatchObject({ code: 'condition-not-met', line: 8 })
    expect(report.errors[0]!.message).toMatch(/^initial condition g\(0\) = g0 not met: off by \d/)
    expect(report.conditions[0]).toMatchObject({ met: false })
  })

  test('a boundary condition is called one', () => {
    const report = check({ variables: '{ x: [0, 1] }', equation: "-g'' = 1", conditions: ['g(0) = 0', 'g(1) = 0'], trial: '{ g: "x*N" }' })
    expect(report.errors[0]!.message).toMatch(/^boundary condition g\(1\) = 0 not met: off by/)
  })

  test('without the network there is nothing to train', () => {
    expect(check({ trial: '{ g: "10 + t" }' }).errors[0]).toMatchObject({ code: 'trial-without-network' })
  })

  test('the network may be read elsewhere: the mixed problem of Lagaris (1998), problem 6', () => {
    const report = check({
      variables: '{ x: [0, 1], y: [0, 1] }',
      unknowns: '[u]',
      equation: 'u_xx + u_yy = (2 - pi^2*y^2)*sin(pi*x)',
      conditions: ['u(0, y) = 0', 'u(1, y) = 0', 'u(x, 0) = 0', 'u_y(x, 1) = 2*sin(pi*x)'],
      trial: '{ u: "y*2*sin(pi*x) + x*(1 - x)*y*(N - N(x, 1) - N_y(x, 1))" }'
    })
    expect(report.errors).toEqual([])
    expect(report.conditions.map(({ met }) => met)).toEqual([true, true, true, true])
  })
})

describe('conditions that do not fit', () => {
  test.each<[string, Parts, string, RegExp]>([
    ['one missing', { equation: "g'' = -g" }, 'missing-condition', /needs 2 conditions; one is given/],
    ['all missing', { conditions: [] }, 'missing-condition', /needs 1 condition; none is given/],
    ['one too many', { conditions: ['g(0) = 1', 'g(1) = 2'] }, 'surplus-condition', /needs 1 condition; 2 are given/],
    ['a derivative as high as the equation', { conditions: ["g'(0) = 1"] }, 'condition-order', /order 1/],
    ['outside the interval', { conditions: ['g(3) = 1'] }, 'condition-outside', /t = 3, outside \[0, 1\]/],
    ['an edge missing', { ...rod, conditions: ['u(x, 0) = 0', 'u(0, t) = 0'] }, 'missing-condition', /2 conditions in x; one is given/],
    ['without a point', { conditions: ['g = 1'] }, 'condition-without-point', /does not say where/],
    ['without the unknown', { conditions: ['1 = 1'] }, 'condition-without-unknown', /does not mention g/]
  ])('%s', (_, parts, code, message) => {
    const [error] = check(parts).errors
    expect(error).toMatchObject({ code })
    expect(error!.message).toMatch(message)
    expect(error!.cure).not.toBe('')
    expect(error!.line).toBeGreaterThan(0)
  })
})

test.each<[string, Parts, string]>([
  ['an empty interval', { variables: '{ t: [1, 1] }' }, 'empty-interval'],
  ['an unknown symbol', { equation: "g' = -delta*g" }, 'unknown-symbol'],
  ['an equation without its unknown', { equation: 't = 1' }, 'no-unknown'],
  ['a logarithm of a negative', { equation: "g' = log(t - 2)*g" }, 'undefined-residual'],
  ['a fifth derivative', { equation: "g''''' = g" }, 'order']
])('%s is refused at its place', (_, parts, code) => {
  const [error] = check(parts).errors
  expect(error).toMatchObject({ code })
  expect(error!.line).toBeGreaterThan(0)
})

test('order, linearity and kind are read off the equation', () => {
  expect(check({}).problem).toEqual({ orders: { g: 1 }, linear: true, kind: 'initial value' })
  expect(check({ equation: "g' = g*(1 - g)" }).problem.linear).toBe(false)
  expect(check({ equation: "g' = sin(t)*g + t^2" }).problem.linear).toBe(true)
  expect(check({ variables: '{ x: [0, 1] }', equation: "-g'' = 1", conditions: ['g(0) = 0', 'g(1) = 0'] }).problem.kind).toBe(
    'boundary value'
  )
  expect(check({ ...rod, conditions: ['u(x, 0) = 0', 'u(0, t) = 0', 'u(1, t) = 0'] }).problem.kind).toBe('evolution')
})

/** Mean square of E[u := exact] over a grid: the cost of a trial solution that is the exact one. */
function costOfExact(yaml: string): number {
  const problem = compileProblem(loadProblem(yaml))
  const { graph, calculus, variables, equations, exact, unknowns } = problem
  const residuals = rewrite(
    graph,
    equations.map((equation) => equation.residual),
    graph,
    (leaf) => (leaf.op === 'unknown' ? calculus.derivative(exact.get(unknowns[leaf.unknown]!)!.node, leaf.order) : undefined)
  )
  const points = tensor(variables.map(({ from, to }) => linspace(from, to, 11)))
  const scalars = Float64Array.from(problem.parameters, (parameter) => parameter.value)
  const [values] = evaluateNodes(graph, residuals, points, scalars, points[0]!.length)
  return values!.reduce((sum, r) => sum + r * r, 0) / values!.length
}

test.each(LECTURE.map(({ id, yaml }) => [id, yaml]))('%s: the exact solution as a trial costs nothing (course.md J15)', (_, yaml) => {
  expect(costOfExact(yaml)).toBeLessThan(1e-20)
})

test('a parameter given as an interval is read by the network; the text stays the user’s', () => {
  const source = problem({
    parameters: '{ gamma: [1, 3], g0: 10 }',
    equation: "g' = -gamma*g",
    conditions: ['g(0) = g0'],
    exact: '{ g: "g0*exp(-gamma*t)" }'
  })
  const report = checkProblem({ source })
  expect(report.errors).toEqual([])
  expect(report.trial).toEqual({ g: 'g0 + t*N' })
  expect(report.variables.map(({ name }) => name)).toEqual(['t', 'gamma'])
  expect(report.parameters.map(({ name }) => name)).toEqual(['g0'])
  const session = new Session(resolveExperiment({ source, settings: { points: { count: 12 }, training: { iterations: 400 } } }))
  session.advance(Infinity)
  expect(session.metrics().max_abs_error).toBeLessThan(0.3)
  expect(costOfExact(source)).toBeLessThan(1e-20)
})

test.each([
  ['a periodic solution in one variable', '{ x: [0, 1] }', "u'' + 3*u = cos(2*pi*x)", ['u(0) = u(1)', "u'(0) = u'(1)"], 'boundary value'],
  [
    'periodic in one variable, values in the other',
    '{ x: [0, 1], y: [0, 1] }',
    'u_xx + u_yy = 1',
    ['u(0, y) = u(1, y)', 'u_x(0, y) = u_x(1, y)', 'u(x, 0) = 0', 'u(x, 1) = 0'],
    'elliptic'
  ],
  // u_x and u are different things at the corner
  [
    'a derivative along one edge, values along the other',
    '{ x: [0, 1], y: [0, 1] }',
    'u_xy = 0',
    ['u_x(x, 0) = cos(x)', 'u(0, y) = y'],
    'evolution'
  ]
])('%s', (_, variables, equation, conditions, kind) => {
  const source = `schema: ansatz.problem/1\nvariables: ${variables}\nunknowns: [u]\nequations: ["${equation}"]\nconditions: ${JSON.stringify(conditions)}\n`
  const report = checkProblem({ source })
  expect(report.errors).toEqual([])
  expect(report.problem.kind).toBe(kind)
})
