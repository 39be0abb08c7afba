import { expect, test } from 'vitest'
import { Interpreter } from '../engine/interpreter.ts'
import { hashPlan } from '../engine/plan.ts'
import { Settings } from '../training/settings.ts'
import { evaluateGroup } from './bound.ts'
import { compileProblem } from './compile.ts'
import { loadProblem } from './document.ts'
import { bindProblem } from './prepare.ts'
import { trialForm } from './trial.ts'
import { verifyConditions } from './verify.ts'

const settings = Settings.parse({ network: { hidden: [5, 4], activation: 'tanh' }, points: { count: 6 } })
const bound = (text: string, more: Partial<Settings> = {}) => {
  const problem = compileProblem(loadProblem(`schema: ansatz.problem/1\n${text}`))
  return bindProblem(problem, trialForm(problem), { ...settings, ...more })
}

const PROBLEMS: Record<string, string> = {
  'an initial value': `variables: { t: [0, 1] }\nunknowns: [g]\nequations: ["g' = -2*g + sin(t)"]\nconditions: ["g(0) = 1"]`,
  'a shared tap: a Neumann end': `variables: { x: [0, 1] }\nunknowns: [g]\nequations: ["g'' + g^2 = exp(x)"]\nconditions: ["g(0) = 1", "g'(1) = 0"]`,
  'mapped taps: a Robin edge': `variables: { x: [0, 1], t: [0, 1] }\nunknowns: [u]\nequations: ["u_t = u*u_xx"]\nconditions: ["u(x, 0) = x*(1 - x)", "u(0, t) = 0", "u_x(1, t) + u(1, t) = -exp(-t)"]`,
  'Fourier inputs: a ring': `variables: { x: [0, 1], t: [0, 1] }\nunknowns: [u]\nequations: ["u_t + u*u_x = 0.1*u_xx"]\nconditions: ["u(x, 0) = sin(2*pi*x)", "u(0, t) = u(1, t)", "u_x(0, t) = u_x(1, t)"]`,
  'a system': `variables: { t: [0, 1] }\nunknowns: [x, y]\nequations: ["x' = x - x*y", "y' = x*y - y"]\nconditions: ["x(0) = 2", "y(0) = 1"]`,
  'soft conditions': `variables: { x: [0, 1] }\nunknowns: [g]\nequations: ["g'' = -g"]\nconditions: ["g(0) = 1", "g'(1) = g(1)^2"]\ntrial: none\nweights: { equation: 2, c2: 5 }`,
  'an integral term': `variables: { t: [0, 1] }\nunknowns: [g]\nequations: ["g' = 1 - integral(g(s)*exp(-(t - s)), s, 0, t)"]\nconditions: ["g(0) = 0"]`,
  'a beam: order four': `variables: { x: [0, 1] }\nunknowns: [g]\nequations: ["g'''' = 1 + g*g''"]\nconditions: ["g(0) = 0", "g''(0) = 0", "g(1) = 0", "g''(1) = 0"]`,
  'three variables': `variables: { x: [0, 1], y: [0, 1], t: [0, 1] }\nunknowns: [u]\nequations: ["u_t = u_xx + u_yy + u_xy"]\nconditions: ["u(x, y, 0) = 0", "u(0, y, t) = 0", "u(1, y, t) = 0", "u(x, 0, t) = 0", "u(x, 1, t) = 0"]`,
  'an unknown function with its derivative, and a condition on it': `variables: { x: [0, 1], t: [0, 1] }\nunknowns: [u]\nequations: ["u_t = diff(k*u_x, x)"]\nconditions: ["u(x, 0) = x*(1 - x)", "u(0, t) = 0", "u_x(1, t) = -k(1)", "k(0) = 2"]\nestimate: { k: { of: [x], min: 0 }, a: { initial: 1 } }`,
  'two unknown functions within bounds': `variables: { t: [0, 1] }\nunknowns: [g]\nequations: ["g' = f - r*g + f'"]\nconditions: ["g(0) = 1", "f(1) = 0"]\nestimate: { f: { of: [t], initial: 0.5 }, r: { of: [t], min: 1, max: 3 } }`,
  'a flux form': `variables: { x: [0, 1] }\nunknowns: [g]\nparameters: { k: 2 }\nequations: ["-diff((1 + k*g)*g', x) = 1"]\nconditions: ["g(0) = 0", "g(1) = 0"]`
}

const NETWORKS: Record<string, Partial<Settings['network']>> = {
  'one network': {},
  'a network for each': { separate: true },
  'Fourier features': { features: { fourier: { count: 4, sigma: 0.5 } } },
  'skips and features, apart': { separate: true, skip: true, hidden: [4, 4, 4], features: { fourier: { count: 2, sigma: 0.3 } } }
}
const CASES = Object.entries(PROBLEMS).flatMap(([name, text]) =>
  Object.entries(NETWORKS).flatMap(([kind, network]) => {
    const rich = name.includes('system') || name.includes('function') || name.includes('Fourier')
    return kind === 'one network' || rich ? [[name, kind, text, network] as const] : []
  })
)

test.each(CASES)('%s, %s: the gradient agrees with central differences', (_, __, text, network) => {
  const { engine, bindings } = bound(text, {
    points: { count: text.includes('y:') ? 3 : 6, layout: 'chebyshev' },
    network: { ...settings.network, ...network }
  })
  const { parameters } = bindings
  const gradient = new Float64Array(parameters.length)
  const { total } = engine.gradient(gradient)
  expect(engine.loss().total).toBe(total)
  const h = 1e-6
  let worst = 0
  for (let i = 0; i < gradient.length; i += 3) {
    const kept = parameters[i]!
    parameters[i] = kept + h
    const up = engine.loss().total
    parameters[i] = kept - h
    const down = engine.loss().total
    parameters[i] = kept
    worst = Math.max(worst, Math.abs((up - down) / (2 * h) - gradient[i]!))
  }
  expect(worst).toBeLessThan(1e-6 * (1 + Math.max(...gradient.map(Math.abs))))
})

test('taps that do not depend on the point are shared: N(0) and N(1) of a Neumann problem', () => {
  const { built } = bound(PROBLEMS['a shared tap: a Neumann end']!)
  expect(built.plan.taps.map(({ shared }) => shared)).toEqual([false, true, true])
})

test('what does not depend on the network is a column; parameters stay scalars', () => {
  const { plan } = bound(PROBLEMS['a flux form']!).built
  expect(plan.scalars).toContain('k')
  const interior = plan.groups[0]!
  for (const column of interior.columns) expect(plan.columns[column]!.from).toHaveProperty('node')
  expect(interior.columns.length).toBeGreaterThan(0)
})

test('a network for each unknown has an output of its own and draws of its own; the first draws what it draws alone', () => {
  const text = PROBLEMS['a system']!
  const { built, bindings } = bound(text, { network: { ...settings.network, separate: true } })
  const { plan } = built
  expect(plan.networks.map(({ outputs, blocks }) => [outputs, blocks])).toEqual([
    [1, [0, 1, 2]],
    [1, [3, 4, 5]]
  ])
  expect(plan.blocks.map(({ name }) => name)).toEqual(['x hidden 1', 'x hidden 2', 'x output', 'y hidden 1', 'y hidden 2', 'y output'])
  const alone = bound(PROBLEMS['an initial value']!)
  const count = alone.bindings.parameters.length
  expect(bindings.parameters.slice(0, count)).toEqual(alone.bindings.parameters)
  expect(bindings.parameters.slice(count)).not.toEqual(alone.bindings.parameters)
})

test('an unknown function reads only what it depends on, and is where its network is zero what it begins with', () => {
  const { built, bindings, problem } = bound(PROBLEMS['an unknown function with its derivative, and a condition on it']!)
  const { plan, groups } = built
  expect(plan.networks.map(({ coordinates, embedding }) => [coordinates, embedding.length])).toEqual([
    [[0, 1], 2],
    [[0], 1]
  ])
  const zero = { ...bindings, parameters: new Float64Array(bindings.parameters.length) }
  const view = evaluateGroup({ problem, built, bindings: zero, engine: new Interpreter(plan, zero) }, groups.view)
  expect(new Set(view.at(-1))).toEqual(new Set([1]))
  // no derivative of k by t is carried
  const own = plan.taps.find((tap) => tap.network === 1)!
  expect(own.channels).toEqual([{ order: [0, 0] }, { order: [1, 0] }])
})

test('frequencies are run-time numbers, drawn from a stream of the seed', () => {
  const features = { fourier: { count: 3, sigma: 2 } }
  const made = (seed: number) => bound(PROBLEMS['an initial value']!, { seed, network: { ...settings.network, features } })
  const of = ({ built, bindings }: ReturnType<typeof made>) => built.scalars.frequencies[0]!.map((at) => bindings.scalars[at]!)
  expect(hashPlan(made(1).built.plan)).toBe(hashPlan(made(2).built.plan))
  expect(of(made(1))).toEqual(of(made(1)))
  expect(of(made(1))).not.toEqual(of(made(2)))
  const wide = bound(PROBLEMS['an initial value']!, { network: { ...settings.network, features: { fourier: { count: 1000, sigma: 2 } } } })
  const drawn = wide.built.scalars.frequencies[0]!.map((at) => wide.bindings.scalars[at]!)
  const spread = Math.sqrt(drawn.reduce((sum, f) => sum + f * f, 0) / 1000)
  expect(spread).toBeGreaterThan(1.85)
  expect(spread).toBeLessThan(2.15)
})

test('Fourier features keep what repeats: a ring', () => {
  const features = { fourier: { count: 4, sigma: 1 } }
  const { built, bindings, engine, problem } = bound(PROBLEMS['Fourier inputs: a ring']!, { network: { ...settings.network, features } })
  const verified = verifyConditions(problem, built, bindings)
  expect(verified.map(({ met }) => met)).toEqual([true, true, true])
  expect(engine.loss().total).toBeGreaterThan(0)
})
