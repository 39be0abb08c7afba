import { expect, test } from 'vitest'
import type { Experiment } from './experiment.ts'
import { Session } from './session.ts'
import { small, SOFT } from './testing/problems.ts'

const bits = (session: Session): unknown => ({
  loss: session.loss,
  iteration: session.iteration,
  reason: session.reason,
  checkpoint: session.checkpoint()
})

function trained(experiment: Experiment): Session {
  const session = new Session(experiment)
  session.advance(Infinity)
  return session
}

const training = (more: object): object => ({ training: { iterations: 40, optimizer: 'adam', ...more } })
const phases = [
  { optimizer: 'adam', iterations: 15, schedule: 'cosine' },
  { optimizer: 'momentum', iterations: 10, batch: 6 },
  { optimizer: 'rmsprop', iterations: 15 }
]

test.each<[string, object, string?]>([
  ['phases', { training: { phases } }],
  ['batches', training({ batch: 6 })],
  ['batches with phases and resampling', { training: { phases }, points: { count: 20, layout: 'lhs', resample: 7 } }],
  ['l2', training({ l2: 1e-3 })],
  ['step', training({ schedule: 'step' })],
  ['exponential', training({ schedule: { type: 'exponential', to: 0.1 } })],
  ['warmup', training({ schedule: { type: 'warmup', over: 10, then: 'cosine' } })],
  ['resampling', { ...training({}), points: { count: 20, layout: 'random', resample: 9 } }],
  ['a stop at a loss', training({ stop: { loss: 0.05 }, iterations: 400 })],
  ['a stop at an error', training({ stop: { max_abs_error: 0.2, every: 10 }, iterations: 400, batch: 6 })],
  ['several terms', training({}), SOFT],
  ['gradient_norm', training({ iterations: 205 }), SOFT.replace(/weights: .*/, 'weights: gradient_norm')],
  ['ntk', training({ iterations: 205 }), SOFT.replace(/weights: .*/, 'weights: ntk')]
])('%s: interrupted at any iteration gives the same bits', (_, settings, source) => {
  const experiment = small(settings, source)
  const through = trained(experiment)
  for (const at of [0, 1, 14, 15, 17, 25, 39, 100, 101]) {
    const first = new Session(experiment)
    first.advance(at)
    first.snapshot() // looking changes nothing
    const restored = new Session(experiment, structuredClone(first.checkpoint()))
    expect([restored.iteration, restored.loss, restored.status]).toEqual([first.iteration, first.loss, first.status])
    restored.advance(3)
    restored.advance(Infinity)
    expect(bits(restored)).toEqual(bits(through))
  }
})
