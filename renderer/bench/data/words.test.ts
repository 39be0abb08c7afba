import { expect, test } from 'vitest'
import { decayReport } from '../../charts/samples.ts'
import { missingFile, outcome } from './words.ts'

test('what becomes of rows, in words', () => {
  expect(outcome({ unknown: 'y', used: 1, missing: 0, outside: 0, repeated: 0 })).toBe('y: 1 row is used.')
  expect(outcome({ unknown: 'y', used: 38, missing: 2, outside: 1, repeated: 1 })).toBe(
    'y: 38 rows are used; 2 rows lack a value, 1 row lies outside the intervals and is left out, 1 row repeats a place; all are used.'
  )
})

test('the file that is not here is named', () => {
  const errors = [{ code: 'data-missing', message: 'The data file my obs.csv is not here', cure: 'Choose it.' }]
  expect(missingFile({ ...decayReport(), ok: false, errors })).toBe('my obs.csv')
  expect(missingFile(decayReport())).toBeNull()
})
