import { expect, test } from 'vitest'
import { LIBRARY } from '../problem/library/index.ts'
import { boxOf, trainedRun } from './testing/runs.ts'
import { verdict } from './index.ts'
import { judge } from './judge.ts'
import type { Suspicion } from './types.ts'

const LIES: [string, Suspicion['code'], number][] = [
  // id, what is suspicious, largest loss: small where the loss is what lies
  ['lie-wrong-branch', 'as-large', 1e-3],
  ['lie-between-points', 'over-fitted', 1e-20],
  ['lie-long-time', 'as-large', 1],
  ['lie-chaos', 'disagrees', Infinity]
]

test('the group of lies is all here', () => {
  expect(LIBRARY.filter(({ id }) => id.startsWith('lie-')).map(({ id }) => id)).toEqual(LIES.map(([id]) => id))
})

test.each(LIES)('%s: flagged as %s, whatever the loss says', (id, code, most) => {
  const { experiment, session, parameters, form } = trainedRun(id)
  const said = verdict(experiment, parameters, form)
  expect(session.loss).toBeLessThan(most)
  expect(['wrong', 'rough']).toContain(said.level)
  expect(said.suspicions.map((suspicion) => suspicion.code)).toContain(code)
  expect(said.sentence).toContain(said.suspicions[0]!.cure)
  expect(JSON.parse(JSON.stringify(said))).toEqual(said)
})

test.each(['lie-wrong-branch', 'lie-between-points'])('%s: the cure cures', (id) => {
  const { experiment, parameters, form } = trainedRun(id, {
    network: { hidden: [20, 20] },
    points: { count: 60 },
    training: { optimizer: 'gauss_newton', iterations: 3000, ...(id === 'lie-wrong-branch' ? { windows: 'auto' } : {}) }
  })
  const said = verdict(experiment, parameters, form)
  expect(said.level).toBe('sound')
  expect(said.suspicions).toEqual([])
  expect(said.reference!.max_abs_error).toBeLessThan(1e-9)
})

test('the wrong branch is flagged without an exact solution and without a reference', () => {
  const { experiment, parameters, form } = trainedRun('lie-wrong-branch')
  const yaml = `${experiment.yaml.replace(/exact:[^\n]*\n/, '').replace(/exact:\n {2}[^\n]*\n/, '')}reference: none\n`
  const said = verdict({ ...experiment, yaml }, parameters, form)
  expect(said.reference).toBeNull()
  expect(said.level).toBe('wrong')
  expect(said.certified).toBe(false)
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
