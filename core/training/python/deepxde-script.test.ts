import { expect, test } from 'vitest'
import { LIBRARY } from '../../problem/library/index.ts'
import { resolveExperiment } from '../experiment.ts'
import { small, SOFT } from '../testing/problems.ts'
import { deepxdeScript } from './deepxde-script.ts'
import { caseOf } from './fixtures/cases.ts'

const scripts = import.meta.glob<string>('./fixtures/deepxde/*.py', { query: '?raw', import: 'default', eager: true })

function scriptOf(experiment: Parameters<typeof deepxdeScript>[0]): string {
  const made = deepxdeScript(experiment)
  if ('reason' in made) throw new Error(made.reason)
  return made.script
}

const problem = (lines: string): Parameters<typeof deepxdeScript>[0] =>
  resolveExperiment({ source: `schema: ansatz.problem/1\nname: A problem\n${lines}` })

test('a heat equation with weights, as it is written', () => {
  expect(scriptOf(small({}, SOFT))).toBe(scripts['./fixtures/deepxde/soft-heat.py'])
})

test('two unknowns, an estimated number and functions of every kind, as they are written', () => {
  expect(scriptOf(caseOf('two-unknowns'))).toBe(scripts['./fixtures/deepxde/two-unknowns.py'])
})

test('time comes last, whatever the order of the variables; initial velocities are operators', () => {
  const script = scriptOf(
    problem(`variables: { t: [0, 2], x: [0, 1] }
unknowns: [u]
equations: ["u_tt = u_xx"]
conditions: ["u(0, x) = sin(pi*x)", "u_t(0, x) = 0", "u(t, 0) = 0", "u(t, 1) = 0"]
`)
  )
  expect(script).toContain('geom = dde.geometry.GeometryXTime(dde.geometry.Interval(0.0, 1.0), timedomain)')
  expect(script).toContain('timedomain = dde.geometry.TimeDomain(0.0, 2.0)')
  expect(script).toContain('u_t_t = dde.grad.hessian(outputs, inputs, i=1, j=1)')
  expect(script).toContain('u_t = dde.grad.jacobian(outputs, inputs, i=0, j=1)')
  expect(script).toMatch(/bc_2 = dde\.icbc\.OperatorBC\(geom, residual_of_bc_2, lambda x, _: dde\.utils\.isclose\(x\[1\], 0\.0\)\)/)
})

test('periodic pairs, fourth derivatives, rectangles and data', () => {
  const periodic = scriptOf(caseOf('periodic-heat'))
  expect(periodic).toContain(
    'dde.icbc.PeriodicBC(geom, 0, lambda x, on: on and (dde.utils.isclose(x[0], -1.0) or dde.utils.isclose(x[0], 1.0)), derivative_order=1, component=0)'
  )
  const beam = scriptOf(
    problem(`variables: { x: [0, 1] }
unknowns: [w]
equations: ["w'''' = 1"]
conditions: ["w(0) = 0", "w'(0) = 0", "w(1) = 0", "w'(1) = 0"]
`)
  )
  expect(beam).toContain('w_x_x_x_x = dde.grad.jacobian(w_x_x_x, inputs, i=0, j=0)')
  expect(beam.indexOf('w_x_x_x = ')).toBeLessThan(beam.indexOf('w_x_x_x_x = '))
  expect(beam).toContain('dde.data.PDE(geom, pde, [bc_1, bc_2, bc_3, bc_4], num_domain=60, num_boundary=2)')
  const inverse = resolveExperiment({
    source: `schema: ansatz.problem/1
name: Inverse
variables: { t: [0, 1] }
unknowns: [g]
equations: ["g' = -k*g"]
conditions: ["g(0) = 10"]
estimate: { k: { initial: 1 } }
data: { file: obs.csv, columns: { t: t, g: g }, weight: 3 }
`,
    files: { 'obs.csv': 't,g\n0.25,6\n0.5,4\n' }
  })
  const script = scriptOf(inverse)
  expect(script).toContain('k = dde.Variable(1.0)')
  expect(script).toContain('np.array([[0.25], [0.5]]),\n    np.array([[6.0], [4.0]]),\n    component=0,')
  expect(script).toContain('loss_weights=[1.0, 1.0, 3.0], external_trainable_variables=[k]')
})

test('a network for each unknown, random features, points that are drawn anew; what is left out stands in a comment', () => {
  const source = `schema: ansatz.problem/1
name: Springs
variables: { t: [0, 2] }
unknowns: [x, y]
equations: ["x' = y", "y' = -x"]
conditions: ["x(0) = 1", "y(0) = 0"]
`
  const network = { hidden: [8, 6], activation: 'tanh', separate: true, skip: true, features: { fourier: { count: 4, sigma: 0.5 } } }
  const points = { count: 30, layout: 'random', resample: 100, boundary: 2 }
  const script = scriptOf(resolveExperiment({ source, settings: { network, points, training: { optimizer: 'adam', iterations: 300 } } }))
  expect(script).toContain('net = dde.nn.PFNN([8, [8, 8], [6, 6], 2], "tanh", "Glorot normal")')
  expect(script).toContain(
    'frequencies = torch.tensor(3.141592653589793 * np.random.standard_normal((1, 4)), dtype=dde.config.real(torch))'
  )
  expect(script).toContain('net.apply_feature_transform(lambda x: ')
  expect(script).toContain('model.train(iterations=300, callbacks=[dde.callbacks.PDEPointResampler(period=100)])')
  expect(script).toContain('# skips from layer to layer are left out')
  expect(
    scriptOf(resolveExperiment({ source: source + 'trial: none\nweights: ntk\n', settings: { points: { count: 9, adaptive: {} } } }))
  ).toMatch(/# the points stay where they are.*\n# weights that adjust themselves \(ntk\) are left out/)
})

test.each<[string, string, RegExp]>([
  [
    'a domain',
    'variables: { x: [-1, 1], y: [-1, 1] }\nunknowns: [u]\ndomain: "x^2 + y^2 < 1"\nequations: ["u_xx + u_yy = 1"]\nconditions: [{ at: "u(x, y) = 0", on: boundary }]\n',
    /inequality/
  ],
  [
    'a parameter that is read',
    'variables: { t: [0, 1] }\nunknowns: [g]\nparameters: { k: [1, 2] }\nequations: ["g\' = -k*g"]\nconditions: ["g(0) = 1"]\n',
    /reads a parameter/
  ],
  [
    'an unknown function',
    'variables: { t: [0, 1] }\nunknowns: [g]\nequations: ["g\' = -k*g"]\nconditions: ["g(0) = 1"]\nestimate: { k: { of: [t] } }\n',
    /function k .*give it as an expression/
  ],
  ['an integral', 'variables: { x: [0, 1] }\nunknowns: [u]\nequations: ["u\' = 1"]\nconditions: ["integral(u, x) = 1"]\n', /several places/]
])('%s is said to be beyond it', (_, lines, reason) => {
  expect(deepxdeScript(problem(lines))).toEqual({ reason: expect.stringMatching(reason) as string })
})

test('every problem of the library gives a script or a reason', () => {
  const made = LIBRARY.map(({ id, yaml, files }) => [id, deepxdeScript(resolveExperiment({ source: yaml, id, files }))] as const)
  for (const [, result] of made) expect('script' in result ? result.script : result.reason).toMatch(/./)
  expect(made.filter(([, result]) => 'script' in result).length).toBeGreaterThan(made.length / 2)
}, 60_000)
