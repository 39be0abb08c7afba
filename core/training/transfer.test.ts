import { describe, expect, test } from 'vitest'
import { resolveExperiment, type Experiment } from './experiment.ts'
import { Session } from './session.ts'
import { evaluateSolution } from './solution.ts'
import { small, OSCILLATOR } from './testing/problems.ts'
import { transferred } from './transfer.ts'

const origin = small()
const session = new Session(origin)
session.advance(Infinity)
const from = { run: 'oscillator-1', experiment: origin, parameters: session.checkpoint().parameters }

test('the new run begins with the weights, at iteration 0, and trains on', () => {
  const next = new Session(small({ training: { iterations: 40, from: 'oscillator-1' } }), transferred(small(), from))
  expect([next.iteration, next.loss, next.history().loss.length]).toEqual([0, session.loss, 0])
  next.advance(Infinity)
  expect(next.iteration).toBe(40)
  expect(next.loss).toBeLessThan(session.loss)
})

test('the network contributes the same function, whatever the scale of the new problem', () => {
  const larger = small({}, OSCILLATOR.replace('g(0) = 1', 'g(0) = 5').replace('cos(omega*t)', '5*cos(omega*t)'))
  const { parameters } = transferred(larger, from)
  const at = (experiment: Experiment, weights: Float64Array): number =>
    evaluateSolution(experiment, weights, { t: [1.3] }).columns[0]!.values[0]!
  // T = g(0) + t^2 S N
  expect(at(larger, parameters) - 5).toBeCloseTo(at(origin, from.parameters) - 1, 12)
})

test('estimated numbers go over by name, where their bounds allow it', () => {
  const source = (estimate: string): string => `schema: ansatz.problem/1
name: Inverse
variables: { t: [0, 1] }
unknowns: [g]
equations: ["g' = -k*g + m"]
conditions: ["g(0) = 10"]
estimate: { ${estimate} }
`
  const found = small({}, source('k: { initial: 3 }, m: { initial: 0.5 }'))
  const weights = new Session(found).checkpoint().parameters
  const estimates = (estimate: string): Record<string, number> => {
    const experiment = small({}, source(estimate))
    return new Session(experiment, transferred(experiment, { run: 'inverse-1', experiment: found, parameters: weights })).metrics()
      .estimates!
  }
  const { k, m } = estimates('k: { initial: 1, min: 0, max: 10 }, m: { initial: 4, min: 2 }')
  expect(k).toBeCloseTo(3, 12)
  expect(m).toBeCloseTo(4, 12)
})

describe('what does not fit is refused', () => {
  test.each<[string, object]>([
    ['6 tanh × 1, this one is 1 unit × 7 tanh × 1', { network: { hidden: [7], activation: 'tanh' } }],
    ['this one is 1 unit × 6 sine × 1', { network: { hidden: [6] } }],
    ['this one is 1 raw × 6 tanh × 1', { network: { hidden: [6], activation: 'tanh', inputs: 'raw' } }]
  ])('%s', (message, settings) => {
    expect(() => transferred(small(settings), from)).toThrow(
      expect.objectContaining({ code: 'from-misfit', message: expect.stringContaining(message) as string })
    )
  })

  test('weights of another length, and none at all', () => {
    const wider = resolveExperiment({ source: OSCILLATOR })
    expect(() => new Session(wider, session.checkpoint())).toThrow(expect.objectContaining({ code: 'checkpoint-misfit' }))
    expect(() => new Session(small({ training: { from: 'oscillator-1' } }))).toThrow(expect.objectContaining({ code: 'from-missing' }))
  })
})
