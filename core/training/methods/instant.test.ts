import { expect, test } from 'vitest'
import { LIBRARY } from '../../problem/library/index.ts'
import { resolveExperiment } from '../experiment.ts'
import { Session } from '../session.ts'
import { LINEAR } from './instant.ts'

function solved(id: string, settings: object = {}): Session {
  const { yaml } = LIBRARY.find((entry) => entry.id === id)!
  const session = new Session(resolveExperiment({ source: yaml, id, settings: { ...settings, training: { optimizer: 'instant' } } }))
  session.advance(Infinity)
  return session
}

test.each([
  ['lagaris-1', 1e-13],
  ['lagaris-3-boundary', 1e-14],
  ['harmonic-motion', 1e-12],
  ['decay-long', 1e-11],
  ['poisson-2d', 1e-11],
  ['lagaris-5', 1e-12],
  ['heat', 1e-9]
])('%s is linear: one step, and it says so', (id, error) => {
  for (const seed of [1, 2, 3]) {
    const session = solved(id, { seed })
    expect([session.iteration, session.reason]).toEqual([1, LINEAR])
    expect(session.metrics().max_abs_error).toBeLessThan(error)
  }
})

test('a nonlinear problem takes Newton steps', () => {
  const session = solved('logistic-growth')
  expect(session.iteration).toBeGreaterThan(3)
  expect(session.reason).toMatch(/^Floor/)
  expect(session.metrics().max_abs_error).toBeLessThan(1e-6)
})

test('the layer stays that a problem gives for the instant solve, and another problem gets one', () => {
  const networkOf = (id: string) => {
    const { yaml } = LIBRARY.find((entry) => entry.id === id)!
    return resolveExperiment({ source: yaml, id, settings: { training: { optimizer: 'instant' } } }).settings.network
  }
  expect(networkOf('poisson-2d-multiscale')).toMatchObject({ hidden: [1200], initialization: 'random_features' })
  expect(networkOf('poisson-2d')).toMatchObject({ hidden: [200], initialization: 'random_features' })
})

test('a network of one’s own stays, and its hidden layers stay as they were drawn', () => {
  const session = solved('lagaris-1', { network: { hidden: [30], activation: 'tanh', initialization: 'spread' } })
  const { parameters } = session.checkpoint()
  const { yaml } = LIBRARY.find((entry) => entry.id === 'lagaris-1')!
  const same = { seed: 1, network: { hidden: [30], activation: 'tanh', initialization: 'spread' }, training: { optimizer: 'instant' } }
  const before = new Session(resolveExperiment({ source: yaml, id: 'lagaris-1', settings: same })).checkpoint().parameters
  expect(parameters.slice(0, 60)).toEqual(before.slice(0, 60))
  expect(parameters.slice(60)).not.toEqual(before.slice(60))
  expect(session.metrics().max_abs_error).toBeLessThan(1e-6)
})
