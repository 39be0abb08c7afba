import { expect, test } from 'vitest'
import { resolveExperiment, type Experiment } from './experiment.ts'
import { Session } from './session.ts'

const OSCILLATOR = `schema: ansatz.problem/1
name: Oscillator
variables: { t: [0, 2] }
unknowns: [g]
parameters: { omega: 1 }
equations: ["g'' = -omega^2*g"]
conditions: ["g(0) = 1", "g'(0) = 0"]
exact: { g: "cos(omega*t)" }
`
const experiment = (settings: Record<string, unknown> = {}, parameters?: Record<string, string | number>): Experiment =>
  resolveExperiment({
    source: OSCILLATOR,
    settings: { network: { hidden: [8] }, points: { count: 20 }, training: { iterations: 40 }, ...settings },
    parameters
  })

const bits = (session: Session): unknown => ({ loss: session.loss, weights: session.checkpoint().parameters, history: session.history() })

test.each(['gd', 'momentum', 'adagrad', 'rmsprop', 'adam', 'adam_course', 'auto', 'lbfgs', 'ssbroyden', 'lm', 'gauss_newton'])(
  '%s: stopped at any iteration and restored gives the same bits',
  (optimizer) => {
    const settings = { training: { iterations: 40, optimizer } }
    const through = new Session(experiment(settings))
    through.advance(40)
    const first = new Session(experiment(settings))
    first.advance(17)
    const restored = new Session(experiment(settings), structuredClone(first.checkpoint()))
    expect(restored.iteration).toBe(17)
    restored.advance(5)
    restored.advance(100)
    expect(bits(restored)).toEqual(bits(through))
  }
)

test('a finished run restored is finished, and goes on when it is given more iterations', () => {
  const adam = { training: { iterations: 40, optimizer: 'adam' } }
  const session = new Session(experiment(adam))
  session.advance(1000)
  const again = new Session(experiment(adam), session.checkpoint())
  expect([again.status, again.iteration, again.loss]).toEqual(['finished', 40, session.loss])
  const longer = new Session(experiment({ training: { iterations: 60, optimizer: 'adam' } }), session.checkpoint())
  longer.advance(1000)
  expect([longer.status, longer.iteration, longer.history().iteration.at(-1)]).toEqual(['finished', 60, 60])
})

test('looking at a run does not change it', () => {
  const looked = new Session(experiment())
  for (let k = 0; k < 40; k++) {
    looked.advance(1)
    looked.metrics()
    looked.snapshot()
  }
  const through = new Session(experiment())
  through.advance(40)
  expect(bits(looked)).toEqual(bits(through))
})

test('the seed decides, and only the seed', () => {
  const loss = (seed: number | string): number => new Session(experiment({ seed })).loss
  expect(loss(1)).toBe(loss(1))
  expect(new Set([loss(1), loss(2), loss('lecture:1')]).size).toBe(3)
  const more = new Session(experiment({ points: { count: 33 } })).checkpoint().parameters
  expect(more).toEqual(new Session(experiment()).checkpoint().parameters)
})

test('parameters are run-time values: the Plan of other parameters is the same', () => {
  const one = new Session(experiment())
  const two = new Session(experiment({}, { omega: '3/2' }))
  expect(two.engine.plan).toBe(one.engine.plan)
  expect(two.loss).not.toBe(one.loss)
})

test('a first run with defaults solves an oscillator to round-off, and says so', () => {
  const session = new Session(resolveExperiment({ source: OSCILLATOR }))
  session.advance(Infinity)
  expect(session.metrics().max_abs_error).toBeLessThan(1e-13)
  expect(session.loss).toBeLessThan(session.history().loss[0]! * 1e-20)
  expect(session.reason).toMatch(
    /^20 × 20 units, 60 points, Gauss-Newton, \d+ iterations; largest residual between the points .*e-1\d of its scale/
  )
})

test('the snapshot holds what a bench shows', () => {
  const session = new Session(experiment())
  session.advance(40)
  const snapshot = session.snapshot()
  const [field] = snapshot.fields
  expect(snapshot.axes[0]!.values).toHaveLength(201)
  expect(field!.solution[0]).toBe(1)
  // the trial solution is 1 + t^2 N
  snapshot.axes[0]!.values.forEach((t, p) => expect(field!.solution[p]).toBeCloseTo(1 + t * t * field!.network[p]!, 12))
  expect(Math.abs(snapshot.worst!.error)).toBe(snapshot.metrics.max_abs_error)
  expect(snapshot.network.layers[0]!.tiles).toHaveLength(8 * 25)
  expect(snapshot.network.weights.map(({ rows, columns }) => [rows, columns])).toEqual([
    [8, 2],
    [1, 9]
  ])
  const mean = snapshot.points.residual.reduce((sum, r) => sum + (r * r) / 20, 0)
  expect(mean).toBeCloseTo(session.loss, 12)
})
