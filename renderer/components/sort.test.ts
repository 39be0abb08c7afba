import { expect, it } from 'vitest'
import { sortRows } from './sort.ts'

const rows = [3, Number.NaN, 1, null, Infinity, 2]

it('puts NaN and what is missing last in both directions, infinity among the numbers', () => {
  expect(sortRows(rows, (value) => value, false)).toEqual([1, 2, 3, Infinity, Number.NaN, null])
  expect(sortRows(rows, (value) => value, true)).toEqual([Infinity, 3, 2, 1, Number.NaN, null])
})

it('is stable, and reads numbers within names', () => {
  const names = [
    { name: 'run 10', place: 0 },
    { name: 'run 9', place: 1 },
    { name: 'Run 9', place: 2 }
  ]
  expect(sortRows(names, ({ name }) => name, false).map(({ place }) => place)).toEqual([1, 2, 0])
})
