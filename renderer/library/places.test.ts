import { expect, it } from 'vitest'
import { placeOf, titleOf } from './places.ts'

it('reads shelves from links', () => {
  expect(placeOf(null)).toBe('all')
  expect(placeOf('trash')).toBe('trash')
  expect(placeOf('tag:Report, figures')).toBe('tag:Report, figures')
  expect(placeOf('group:Waves')).toBe('group:Waves')
  expect(placeOf('nonsense')).toBe('all')
  expect(titleOf('tag:Report, figures')).toBe('Report, figures')
  expect(titleOf('sweep-runs')).toBe('Runs of sweeps')
})
