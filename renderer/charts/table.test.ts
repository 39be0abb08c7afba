import { expect, test } from 'vitest'
import { columnName, seriesTable, toCsv } from './table.ts'

test('series of different x stand side by side, blank where one has no value', () => {
  const table = seriesTable('t', [
    { name: 'Network', x: [0, 0.5, 1], y: [10, 4, 1] },
    { name: 'Euler', x: [0, 1], y: [10, Number.NaN] }
  ])
  expect(toCsv(table)).toBe('t,network,euler\n0,10,10\n0.5,4,\n1,1,NaN\n')
})

test('a CSV quotes what must be quoted and writes numbers so that they come back the same', () => {
  expect(
    toCsv({
      columns: ['a', 'b'],
      rows: [
        ['x, "y"', 0.1 + 0.2],
        ['', Number.NEGATIVE_INFINITY]
      ]
    })
  ).toBe('a,b\n"x, ""y""",0.30000000000000004\n,-Inf\n')
})

test('column names are legal everywhere and stay apart', () => {
  expect(columnName('Start, t = 0')).toBe('start_t_0')
  expect(columnName('0.01 × 50')).toBe('v_0_01_50')
  expect(
    seriesTable('t', [
      { name: 'a', x: [1], y: [1] },
      { name: 'A', x: [1], y: [2] }
    ]).columns
  ).toEqual(['t', 'a', 'a_2'])
})
