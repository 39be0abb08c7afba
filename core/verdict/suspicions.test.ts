import { expect, test } from 'vitest'
import { suspicionsOf, type Facts } from './suspicions.ts'

// a bar dipped into ice: off by 1 at its end when it begins, and nowhere else
const facts: Facts = {
  metrics: { max_abs_error: null, rel_l2: null, condition_violation: 1 },
  scale: 1,
  floor: 1e-15,
  roundOff: 1e-15,
  target: undefined,
  empty: undefined,
  estimated_error: 0.5,
  estimated_rel_l2: null,
  certified: false,
  why: null,
  amplification: null,
  residual_ratio: null,
  residual_peak: null,
  empty_share: null,
  seed_spread: null,
  reference: { method: 'fourier', label: 'Fourier series', max_abs_error: 1e-4, rel_l2: 1e-4, stated_error: 5e-4, seconds: 1 },
  no_reference: null
}
const apart = ['at x = 0, t = 0 it disagrees with another: u(x, 0) = 1 gives 1, u(0, t) = 0 gives 0']

test('what is missed where conditions disagree is said to be missed there', () => {
  expect(suspicionsOf({ ...facts, apart })).toEqual([
    {
      code: 'conditions',
      message: `A condition is off by 1: ${apart[0]!}.`,
      cure: 'No solution meets both: trust it away from that place, or change one of the two.'
    }
  ])
})

test('without such a place, or a classical solution that agrees, it is suspicious', () => {
  expect(suspicionsOf(facts).map(({ code }) => code)).toEqual(['as-large', 'conditions'])
  expect(suspicionsOf({ ...facts, apart, reference: null }).map(({ code }) => code)).toContain('as-large')
})
