import { expect, test } from 'vitest'
import type { Verdict } from '../../core/verdict/types.ts'
import { duration, judgementRows } from './judgement-rows.ts'

const verdict: Verdict = {
  level: 'sound',
  sentence: 'Estimated error 7.0e-14.',
  error: 7e-14,
  scale: 1,
  estimated_error: 7e-14,
  estimated_rel_l2: 1e-14,
  certified: true,
  why: null,
  amplification: 0.25,
  residual_ratio: 1.5,
  empty_share: 0,
  seed_spread: null,
  reference: {
    method: 'collocation',
    label: 'Collocation, 24 functions',
    stated_error: 1e-15,
    seconds: 0.0034,
    max_abs_error: 8e-14,
    rel_l2: 1e-14
  },
  no_reference: null,
  suspicions: []
}

test('a verdict as rows: what is not known is left out or said', () => {
  const rows = Object.fromEntries(judgementRows(verdict).map(({ name, value }) => [name, value]))
  expect(rows['That estimate is']).toBe('certified')
  expect(rows['It takes']).toBe('3 ms')
  expect(rows['Spread of seeds']).toBeUndefined()
  const rough = judgementRows({ ...verdict, error_bound: 2e-12 })
  expect(rough).toContainEqual({ name: 'It is no more than', value: '2.00×10⁻¹²' })
  expect(rough).toContainEqual({ name: 'That estimate is', value: 'certified by its bound' })
  const lost = judgementRows({
    ...verdict,
    certified: false,
    why: 'the estimate still changes',
    reference: null,
    no_reference: 'no classical method here fits'
  })
  const said = lost.map(({ value }) => value).join('|')
  expect(said).toContain('not certified: the estimate still changes')
  expect(said).toContain('none: no classical method here fits')
})

test('times', () => {
  expect([0.0001, 0.0012, 0.9994, 2.34].map(duration)).toEqual(['less than 1 ms', '1 ms', '999 ms', '2.3 s'])
})
