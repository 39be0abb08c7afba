import { expect, test } from 'vitest'
import { bindExperiment } from '../problem/prepare.ts'
import { SelfAdaptiveWeights } from './self-adaptive-weights.ts'
import { Session } from './session.ts'
import { small, SOFT } from './testing/problems.ts'

const OWN = SOFT.replace(/weights: .*/, 'weights: self_adaptive')
const TERMS = 4

test('they rise along the gradient of the loss by them, by a hundredth an iteration in the mean', () => {
  const bound = bindExperiment(small({ training: { iterations: 5 } }, OWN))
  const { engine, bindings, built } = bound
  const columns = built.plan.groups.flatMap((group) => group.terms.map(({ pointWeight }) => bindings.columns[pointWeight!]!))
  expect(columns.map(({ length }) => length)).toEqual([25, 33, 33, 33])
  const weights = new SelfAdaptiveWeights(bound)
  const slopes = columns.flatMap((column) =>
    Array.from(column, (_, p) => {
      const before = engine.loss().total
      column[p]! += 1 // the loss is linear in the weights
      const after = engine.loss().total
      column[p]! -= 1
      return after - before
    })
  )
  const mean = slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length
  expect(weights.update(0, bound)).toBe(true)
  weights.factors.forEach((factor, k) => expect(factor).toBeCloseTo(1 + (0.01 * slopes[k]!) / mean, 12))
  expect(columns.flatMap((column) => [...column])).toEqual([...weights.factors])
  expect(engine.loss().total).toBeGreaterThan(0)
})

test('what is shown stays the loss without them; Adam trains where no method is chosen', () => {
  const experiment = small({ training: { iterations: 120 } }, OWN)
  expect(experiment.settings.training).toMatchObject({ optimizer: 'adam', schedule: 'cosine' })
  const session = new Session(experiment)
  const first = session.loss
  session.advance(Infinity)
  const factors = session.checkpoint().weights!
  expect(Math.min(...factors)).toBeGreaterThan(1)
  expect(Math.max(...factors)).toBeGreaterThan(1.5 * Math.min(...factors))
  const plain = new Session(
    small({ training: { iterations: 120, optimizer: 'adam', schedule: 'cosine' } }, SOFT.replace(/weights: .*\n/, '')),
    {
      ...session.checkpoint(),
      optimizer: undefined,
      weights: undefined
    }
  )
  expect(session.loss).toBe(plain.loss)
  expect(session.loss).toBeLessThan(first / 2)
  expect(session.history().parts).toHaveLength(TERMS)
})

test('an interrupted run goes on with the same bits, in single precision too', () => {
  for (const precision of ['float64', 'float32']) {
    const experiment = small({ training: { iterations: 60 }, precision }, OWN)
    const whole = new Session(experiment)
    whole.advance(Infinity)
    const part = new Session(experiment)
    part.advance(23)
    const resumed = new Session(experiment, part.checkpoint())
    resumed.advance(Infinity)
    expect(resumed.checkpoint()).toEqual(whole.checkpoint())
  }
})

test('they stand still while a method looks for the lowest point of the loss', () => {
  const phases = [
    { optimizer: 'adam', iterations: 10 },
    { optimizer: 'lbfgs', iterations: 20 }
  ]
  const session = new Session(small({ training: { phases } }, OWN))
  session.advance(10)
  const before = session.checkpoint().weights
  const loss = session.loss
  session.advance(Infinity)
  expect(session.checkpoint().weights).toEqual(before)
  expect(session.loss).toBeLessThan(loss)
})

test.each<[object, RegExp]>([
  [{ points: { count: 9, layout: 'random', resample: 10 } }, /points\.resample/],
  [{ points: { count: 9, layout: 'random', adaptive: {} } }, /points\.adaptive/],
  [{ training: { batch: 4, iterations: 10 } }, /batches/]
])('points that do not stay are refused: %j', (settings, message) => {
  expect(() => small(settings, OWN)).toThrow(
    expect.objectContaining({ code: 'self-adaptive-points', message: expect.stringMatching(message) as string })
  )
})
