import { expect, test } from 'vitest'
import { LIBRARY } from '../problem/library/index.ts'
import { boxOf, trainedRun } from './testing/runs.ts'
import { verdict } from './index.ts'
import { judge } from './judge.ts'
import type { Suspicion } from './types.ts'

const LIES: [string, Suspicion['code'], number, string][] = [
  // id, what is suspicious, largest loss (small where the loss is what lies), what is offered first
  ['lie-wrong-branch', 'as-large', 1e-3, 'Try with windows of time'],
  ['lie-between-points', 'over-fitted', 1e-20, 'Train on 60 points'],
  ['lie-half', 'uncovered', 1e-3, 'Spread the points over the whole domain'],
  ['lie-long-time', 'as-large', 1, 'Try with windows of time'],
  ['lie-coupled', 'as-large', 10, 'Try with windows of time'],
  ['lie-kinks', 'kinked', 0.1, 'Train with tanh instead of relu'],
  ['lie-two-solutions', 'another-solution', 1, 'Begin with the lab’s own trial solution'],
  ['lie-stiff', 'disagrees', 1, 'Try with windows of time'],
  ['lie-transport', 'as-large', Infinity, 'Let the lab choose'],
  ['lie-front', 'over-fitted', 1e-3, 'Move points to where the residual is large'],
  ['lie-chaos', 'disagrees', Infinity, 'Try with windows of time']
]

test('the group of lies is all here', () => {
  expect(LIBRARY.filter(({ id }) => id.startsWith('lie-')).map(({ id }) => id)).toEqual(LIES.map(([id]) => id))
})

test.each(LIES)('%s: flagged as %s, whatever the loss says, and its cure cures', { timeout: 120_000 }, (id, code, most, label) => {
  const { experiment, session, parameters, form } = trainedRun(id)
  const said = verdict(experiment, parameters, form)
  expect(session.loss).toBeLessThan(most)
  expect(['wrong', 'rough']).toContain(said.level)
  expect(said.suspicions.map((suspicion) => suspicion.code)).toContain(code)
  expect(said.sentence).toContain(said.suspicions[0]!.cure)
  expect(JSON.parse(JSON.stringify(said))).toEqual(said)
  expect(said.cures![0]!.label).toBe(label)
  const cured = trainedRun(id, {}, said.cures![0])
  const after = verdict(cured.experiment, cured.parameters, cured.form)
  // by ten times at least; most of them by ten powers of ten
  expect(after.error).toBeLessThan(said.error! / 10)
})

test.each(['lie-wrong-branch', 'lie-between-points', 'lie-long-time', 'lie-two-solutions'])('%s: cured to round-off', (id) => {
  const { experiment, parameters, form } = trainedRun(id)
  const [cure] = verdict(experiment, parameters, form).cures!
  const cured = trainedRun(id, {}, cure)
  const said = verdict(cured.experiment, cured.parameters, cured.form)
  expect(said.level).toBe('sound')
  expect(said.suspicions).toEqual([])
  expect(said.cures).toEqual([])
  expect(said.reference!.max_abs_error).toBeLessThan(1e-9)
})

test('the unseen half is seen with points as dense as those of the other', () => {
  const { experiment, parameters, form } = trainedRun('lie-half')
  const [cure] = verdict(experiment, parameters, form).cures!
  expect(cure!.changes[1]).toEqual({ path: 'points.count', value: { x: 24, t: 12 } })
  const cured = trainedRun('lie-half', {}, cure)
  expect(verdict(cured.experiment, cured.parameters, cured.form).error).toBeLessThan(0.01)
})

test('the wrong branch is flagged without an exact solution and without a reference', () => {
  const { experiment, parameters, form } = trainedRun('lie-wrong-branch')
  const yaml = `${experiment.yaml.replace(/exact:[^\n]*\n/, '').replace(/exact:\n {2}[^\n]*\n/, '')}reference: none\n`
  const said = verdict({ ...experiment, yaml }, parameters, form)
  expect(said.reference).toBeNull()
  expect(said.level).toBe('wrong')
  expect(said.certified).toBe(false)
})

test('points that the residual has moved are judged where training ended', () => {
  const settings = { points: { adaptive: { every: 5, k: 10, c: 0 } }, training: { optimizer: 'adam', iterations: 12 } }
  const { experiment, session, parameters, form } = trainedRun('lie-front', settings)
  const { points } = session.checkpoint()
  const [first, last] = [undefined, points!.at].map((at) => verdict(experiment, parameters, form, undefined, at))
  expect(first!.empty_share).toBe(0)
  expect(last!.empty_share).toBeGreaterThan(0.3)
  expect(last!.residual_ratio).not.toBe(first!.residual_ratio)
})

test('half of the domain without points', () => {
  const { problem, field, defect, nodes, dense } = boxOf('poisson-2d')
  const judged = { problem, field, defect, trained: [], dense, metrics: { max_abs_error: null, rel_l2: null, condition_violation: 0 } }
  const whole = judge({ ...judged, nodes, reference: { reason: 'not asked' } })
  expect(whole.empty_share).toBe(0)
  const half = [...nodes[0]!.keys()].filter((p) => nodes[0]![p]! < 0.5)
  const lying = judge({
    ...judged,
    nodes: nodes.map((axis) => Float64Array.from(half, (p) => axis[p]!)),
    reference: { reason: 'not asked' }
  })
  expect(lying.empty_share).toBeGreaterThan(0.3)
  expect(lying.suspicions.map(({ code }) => code)).toContain('uncovered')
  expect(lying.suspicions[0]!.message).toMatch(/x from 0\.\d+ to 1/)
  expect(lying.level).toBe('not certified')
})

test('seeds that disagree', () => {
  const { problem, field, defect, nodes, dense } = boxOf('poisson-2d')
  const others = [[new Float64Array(dense[0]!.length).fill(0.5)]]
  const said = judge({
    ...{ problem, field, defect, nodes, dense, trained: [], others },
    metrics: { max_abs_error: null, rel_l2: null, condition_violation: 0 },
    reference: { reason: 'not asked' }
  })
  expect(said.seed_spread).toBeGreaterThan(0.2)
  expect(said.suspicions.map(({ code }) => code)).toContain('seeds-differ')
})
