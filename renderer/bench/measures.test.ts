import { expect, test } from 'vitest'
import { measuresOf } from './measures.ts'
import { cureOf } from './notes.ts'

const METRICS = {
  max_abs_error: null,
  max_abs_error_at_points: null,
  rel_l2: null,
  condition_violation: 0,
  estimates: { k: 1.9977 },
  invariants: { 'x^2 + v^2': 0.00042 },
  by_unknown: { x: { max_abs_error: null, rel_l2: null }, v: { max_abs_error: null, rel_l2: null } }
}

test('measures say what is known, with units, and leave out what is not', () => {
  expect(measuresOf(METRICS, { k: '1/s' })).toEqual([
    { title: 'Found by training', rows: [{ name: 'k', value: '1.99770 1/s' }] },
    { title: 'Drift of what should stay constant, at most', rows: [{ name: 'x^2 + v^2', value: '4.20000×10⁻⁴' }] },
    { title: 'Conditions', rows: [{ name: 'violated by at most', value: '0' }] }
  ])
})

test('the errors of several unknowns are told apart', () => {
  const by_unknown = { x: { max_abs_error: 0.1, rel_l2: 0.2 }, v: { max_abs_error: 0.3, rel_l2: 0.2 } }
  const [errors] = measuresOf({ ...METRICS, max_abs_error: 0.3, by_unknown })
  expect(errors?.rows.map(({ name }) => name)).toEqual(['largest, dense grid', 'largest, x', 'largest, v'])
})

test('a note that one setting mends has its cure', () => {
  expect(cureOf({ code: 'lint-activation' }, null)).toEqual({ label: 'Use tanh', path: 'network.activation', value: 'tanh' })
  expect(cureOf({ code: 'lint-trivial' }, null)).toBeNull()
})
