import { expect, test } from 'vitest'
import { decayReport, decaySnapshot, diffusionReport, diffusionSnapshot } from '../charts/samples.ts'
import type { Situation } from './verdict.ts'
import { isFalling, latexName, spoken, verdict } from './verdict.ts'

const decay: Situation = {
  report: decayReport(),
  status: 'RUNNING',
  iteration: 5000,
  snapshot: decaySnapshot(),
  loss: { first: 367.010300334542, last: 0.1960526756993421 },
  falling: true,
  training: { optimizer: 'gd', learning_rate: 0.001 },
  reason: null
}
const off = (error: number, scale = 10): Situation['snapshot'] => {
  const snapshot = decaySnapshot()
  return { ...snapshot, scale, metrics: { ...snapshot.metrics, max_abs_error: error } }
}
const soft = { ...decayReport(), conditions: decayReport().conditions.map((one) => ({ ...one, how: 'soft' as const })) }
const faulty = {
  ...decayReport(),
  ok: false,
  errors: [{ code: 'condition', message: 'initial condition g(0) = g0 not met: off by 0.38', cure: 'Multiply N by t.' }]
}

test.each<[string, Partial<Situation>, string, string, string]>([
  ['untrained', { status: null }, 'Not trained', 'mute', 'The trial solution already meets its condition. Press Space to train.'],
  [
    'untrained, soft',
    { status: null, report: soft },
    'Not trained',
    'mute',
    'The condition is soft: the network learns it with the equation. Press Space to train.'
  ],
  [
    'refused',
    { status: null, report: faulty },
    'Cannot train yet',
    'bad',
    'Initial condition g(0) = g0 not met: off by 0.38. Multiply N by t.'
  ],
  [
    'names keep their spelling',
    { status: null, report: { ...faulty, errors: [{ code: 'name', message: 'x is not declared', cure: 'Declare it.' }] } },
    'Cannot train yet',
    'bad',
    'x is not declared. Declare it.'
  ],
  [
    'learning',
    {},
    'Learning',
    'run',
    'Still learning. The loss has fallen from 367.01 to 0.196053; the trial solution is off by at most 0.0552, at t = 0.45. It has met g(0) = g0 from the first iteration.'
  ],
  [
    'learning in stages',
    { stage: 'Slab 3, time 0.25 to 0.375 of 1', report: soft },
    'Learning',
    'run',
    'Slab 3, time 0.25 to 0.375 of 1. The loss has fallen from 367.01 to 0.196053; the trial solution is off by at most 0.0552, at t = 0.45.'
  ],
  [
    'rising',
    { loss: { first: 1, last: 2527 }, snapshot: null, report: soft },
    'Learning',
    'run',
    'Still learning. The loss has risen from 1 to 2527.'
  ],
  ['queued', { status: 'QUEUED' }, 'Queued', 'mute', 'Waiting for a free worker.'],
  ['paused', { status: 'PAUSED' }, 'Paused', 'mute', 'Stopped by you at iteration 5\u2009000. Off by at most 0.0552 so far.'],
  [
    'two digits',
    { status: 'FINISHED', snapshot: off(0.0438341), loss: { first: 367.0103, last: 0.06668065154 } },
    'Two digits',
    'warn',
    'Off by at most 0.0438, at t = 0.45; the loss went from 367.01 to 0.0666807 and is still falling.'
  ],
  [
    'five digits',
    { status: 'FINISHED', snapshot: off(4.4e-5), falling: false },
    'Five digits',
    'good',
    'Off by at most 4.40×10⁻⁵, at t = 0.45; the loss went from 367.01 to 0.196053.'
  ],
  [
    'thirteen digits',
    { status: 'FINISHED', snapshot: off(7.1e-13) },
    '13 digits',
    'good',
    'Off by at most 7.10×10⁻¹³. This is round-off: more training cannot help.'
  ],
  [
    'not solved',
    { status: 'FINISHED', snapshot: off(0.362, 1), iteration: 250, loss: { first: 41, last: 3.5 } },
    'Not solved yet',
    'bad',
    'Off by 0.362, at t = 0.45 on a solution of height 1 after 250 iterations.'
  ],
  [
    'do not trust',
    { status: 'FINISHED', snapshot: off(14, 1), loss: { first: 4, last: 0.0058 } },
    'Do not trust',
    'bad',
    'The loss is small (0.0058), but the network is off by 14 times the solution. A low loss proves nothing here.'
  ],
  [
    'nothing to compare with',
    { status: 'FINISHED', snapshot: { ...decaySnapshot(), metrics: { ...decaySnapshot().metrics, max_abs_error: null } } },
    'Not compared',
    'mute',
    'The loss went from 367.01 to 0.196053. No exact solution is known here, and a low loss alone proves nothing.'
  ],
  ['failed', { status: 'FAILED', reason: 'The worker ran out of memory.' }, 'Failed', 'bad', 'The worker ran out of memory.'],
  ['lost', { status: 'LOST' }, 'Lost', 'warn', 'The process that trained it vanished. Space goes on from what was stored.']
])('%s', (_, change, word, tone, sentence) => {
  const judgement = verdict({ ...decay, ...change })
  expect(judgement.word).toBe(word)
  expect(judgement.tone).toBe(tone)
  expect(spoken(judgement.sentence)).toBe(sentence)
})

test('a diverged run offers a tenth of its learning rate', () => {
  const judgement = verdict({
    ...decay,
    status: 'DIVERGED',
    reason: 'NaN at iteration 4',
    training: { optimizer: 'gd', learning_rate: 0.1 }
  })
  expect(judgement.word).toBe('Diverged')
  expect(spoken(judgement.sentence)).toBe('NaN at iteration 4. The learning rate 0.1 is too large here.')
  expect(judgement.cure).toEqual({ label: 'Try 0.01', learningRate: 0.01 })
})

test('over two variables the place has two coordinates and all conditions are counted', () => {
  const judgement = verdict({ ...decay, report: diffusionReport(), snapshot: diffusionSnapshot(), loss: { first: 41, last: 8e-6 } })
  expect(spoken(judgement.sentence)).toContain('off by at most 0.0200, at x = 0.25, t = 1.')
  expect(spoken(judgement.sentence)).toContain('met all 3 conditions')
})

test('the met condition is said with its value', () => {
  const { sentence } = verdict(decay)
  expect(sentence).toContainEqual({ math: 'g(0) = 10', text: 'g(0) = g0' })
})

test('a loss falls when the last tenth took off more than 2 %', () => {
  const iteration = Array.from({ length: 101 }, (_, i) => i * 100)
  expect(isFalling({ iteration, loss: iteration.map((i) => Math.exp(-i / 3000)) })).toBe(true)
  expect(isFalling({ iteration, loss: iteration.map(() => 0.5) })).toBe(false)
  expect(isFalling({ iteration: [0, 1], loss: [2, 1] })).toBeNull()
})

test('names are set as mathematics, digits at their end as an index', () => {
  expect(['x', 'nu', 'E_2', 'psi_1', 'g0', 'rate'].map(latexName)).toEqual(['x', '\\nu', 'E_{2}', '\\psi_{1}', 'g_{0}', '\\mathrm{rate}'])
})

test('what a classical method takes for the same is said beside a solution that holds', () => {
  const reference = {
    method: 'dopri5',
    label: 'Dormand-Prince 5(4), 100 steps',
    stated_error: 4.7e-13,
    seconds: 0.0031,
    max_abs_error: 1e-8,
    rel_l2: 1e-9
  }
  const said = { reference, suspicions: [], level: 'sound' } as unknown as NonNullable<Situation['said']>
  const done: Situation = { ...decay, status: 'FINISHED', iteration: 10_000, snapshot: off(1e-14), said }
  expect(spoken(verdict(done).sentence)).toMatch(/more training cannot help\. Dormand-Prince 5\(4\) takes 3 ms, to 4\.7×10⁻¹³\.$/)
  expect(spoken(verdict({ ...done, snapshot: off(1e-5) }).sentence)).toMatch(/Dormand-Prince 5\(4\) takes 3 ms/)
  expect(spoken(verdict({ ...done, said: { ...said, reference: null } }).sentence)).not.toContain('takes')
  const reason = 'no step is longer than 2.5e-12'
  expect(spoken(verdict({ ...done, status: 'FAILED', reason }).sentence)).toBe('no step is longer than 2.5×10⁻¹²')
})

test('a failure among other seeds is said first, and a run that sits apart is not to be trusted unless its error is known', () => {
  const trouble = { disagree: true, errors: null, failed: [], sound: false, word: 'Of 3 seeds 1 on a wrong branch', sentence: '' }
  const seeds = { ...trouble, own: '1', spread: 0.5, apart: ['2'] }
  const done: Situation = { ...decay, status: 'FINISHED', iteration: 10_000, snapshot: off(1e-5) }
  const alone = verdict(done)
  const beside = verdict({ ...done, seeds })
  expect(beside.word).toBe(alone.word)
  expect(spoken(beside.sentence)).toBe(`Of 3 seeds 1 on a wrong branch. ${spoken(alone.sentence)}`)
  expect(verdict({ ...done, seeds: { ...seeds, own: '2' } }).word).toBe(alone.word)
  const unknown = { ...done, snapshot: null }
  expect(verdict({ ...unknown, seeds }).word).toBe('Not compared')
  expect(verdict({ ...unknown, seeds: { ...seeds, own: '2' } }).word).toBe('Do not trust')
  expect(verdict({ ...done, seeds: { ...seeds, sound: true } })).toEqual(alone)
})
