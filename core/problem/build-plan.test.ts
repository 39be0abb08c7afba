import { expect, test } from 'vitest'
import { Settings } from '../training/settings.ts'
import { compileProblem } from './compile.ts'
import { loadProblem } from './document.ts'
import { bindProblem } from './prepare.ts'
import { trialForm } from './trial.ts'

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
  'a flux form': `variables: { x: [0, 1] }\nunknowns: [g]\nparameters: { k: 2 }\nequations: ["-diff((1 + k*g)*g', x) = 1"]\nconditions: ["g(0) = 0", "g(1) = 0"]`
}

test.each(Object.entries(PROBLEMS))('%s: the gradient agrees with central differences', (_, text) => {
  const { engine, bindings } = bound(text, { points: { count: text.includes('y:') ? 3 : 6, layout: 'chebyshev' } })
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
