import { expect, test } from 'vitest'
import { compileProblem } from '../problem/compile.ts'
import { loadProblem } from '../problem/document.ts'
import { bindProblem } from '../problem/prepare.ts'
import { trialForm } from '../problem/trial.ts'
import { adaptivePoints } from './adaptive-points.ts'
import { Session } from './session.ts'
import { Settings, type SettingsInput } from './settings.ts'
import { small, SOFT } from './testing/problems.ts'

/** Points moved by the residual u - f of a network that is zero. */
function moved(f: string, adaptive: object, points: SettingsInput['points'] = {}, more = ''): Float64Array[] {
  const source = `schema: ansatz.problem/1\nvariables: { x: [0, 1], y: [0, 1] }\nunknowns: [u]\nequations: ["u = ${f}"]\n${more}`
  const problem = compileProblem(loadProblem(source))
  const settings = Settings.parse({ network: { hidden: [2] }, points: { count: 2000, layout: 'random', ...points, adaptive } })
  const bound = bindProblem(problem, trialForm(problem), settings)
  bound.bindings.parameters.fill(0)
  return adaptivePoints(bound, settings, 1)
}
const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length

test('have the density |residual|^k / mean + c', () => {
  const [x, y] = moved('2*x', { k: 1, c: 0, candidates: 50 }) as [Float64Array, Float64Array]
  expect(x.length).toBe(2000)
  // density 2x has the mean 2/3, 3x^2 3/4, and x + 1/2 7/12; a standard error is 0.006
  expect(mean(x)).toBeCloseTo(2 / 3, 1)
  expect(Math.abs(mean(x) - 2 / 3)).toBeLessThan(0.02)
  expect(Math.abs(mean(y) - 0.5)).toBeLessThan(0.02)
  expect(Math.abs(mean(moved('2*x', { k: 2, c: 0, candidates: 50 })[0]!) - 3 / 4)).toBeLessThan(0.02)
  expect(Math.abs(mean(moved('2*x', { k: 1, c: 1, candidates: 50 })[0]!) - 7 / 12)).toBeLessThan(0.02)
  expect(Math.abs(mean(moved('2*x', { k: 0, c: 0 })[0]!) - 0.5)).toBeLessThan(0.02)
})

test('are drawn without replacement, inside the domain, and somewhere too where the residual is zero or no number', () => {
  const [x, y] = moved('1/(x - 0.5)', { k: 1, c: 0 }, { count: 300 }, 'domain: "x^2 + y^2 < 1"\n') as [Float64Array, Float64Array]
  expect(new Set(x).size).toBe(x.length)
  x.forEach((value, p) => expect(Math.hypot(value, y[p]!)).toBeLessThan(1))
  expect(Math.abs(mean(moved('0*x', { k: 1, c: 0 })[0]!) - 0.5)).toBeLessThan(0.02)
})

const SETTINGS = {
  points: { count: 30, layout: 'lhs', adaptive: { every: 20, k: 2, c: 0.5 } },
  training: { optimizer: 'adam', iterations: 70 }
}
const at = (session: Session): Float64Array[] => session.snapshot().points.at

test('move after so many iterations, and an interrupted run goes on with the same bits', () => {
  const whole = new Session(small(SETTINGS, SOFT))
  const first = at(whole)
  whole.advance(19)
  expect(at(whole)).toEqual(first)
  whole.advance(1)
  expect(at(whole)).not.toEqual(first)
  expect(at(whole)[0]).toHaveLength(30)
  whole.advance(Infinity)
  for (const stop of [10, 20, 33, 60]) {
    const part = new Session(small(SETTINGS, SOFT))
    part.advance(stop)
    const resumed = new Session(small(SETTINGS, SOFT), part.checkpoint())
    expect(at(resumed)).toEqual(at(part))
    resumed.advance(Infinity)
    expect(resumed.checkpoint()).toEqual(whole.checkpoint())
  }
})

test('a finished run that goes on moves them where a longer one would have', () => {
  const longer = { ...SETTINGS, training: { ...SETTINGS.training, iterations: 100 } }
  const whole = new Session(small(longer, SOFT))
  whole.advance(Infinity)
  const short = new Session(small({ ...SETTINGS, training: { ...SETTINGS.training, iterations: 60 } }, SOFT))
  short.advance(Infinity)
  const more = new Session(small(longer, SOFT), short.checkpoint())
  more.advance(Infinity)
  expect(more.checkpoint().parameters).toEqual(whole.checkpoint().parameters)
})

test('how often is written into the settings: second-order methods come far in few iterations', () => {
  const every = (optimizer: string) =>
    small({ points: { count: 30, layout: 'lhs', adaptive: {} }, training: { optimizer, iterations: 100 } }, SOFT).settings.points.adaptive
      ?.every
  expect([every('adam'), every('lbfgs'), every('auto')]).toEqual([1000, 25, 25])
})
