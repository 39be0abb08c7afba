import { expect, test } from 'vitest'
import { parseCsv } from './testing/parse-csv.ts'
import { columnNames, csv } from './csv.ts'

const text = (rows: Parameters<typeof csv>[0]['rows'], columns = ['a', 'b']) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(csv({ columns, rows }))

test('numbers read back as the same bits; what is no number is literal; missing is empty', () => {
  const numbers = [0.1, 1 / 3, 1e-7, 1e21, 123456789012345680, Number.MIN_VALUE, Number.MAX_VALUE, -0]
  const written = text(numbers.map((value) => [value, null]))
  expect(written.startsWith('a,b\n0.1,\n')).toBe(true)
  const [, ...rows] = parseCsv(written)
  rows.forEach(([cell], k) => expect(Object.is(Number(cell), numbers[k])).toBe(true))
  expect(
    text([
      [NaN, Infinity],
      [-Infinity, undefined],
      [true, false]
    ])
  ).toBe('a,b\nNaN,Inf\n-Inf,\ntrue,false\n')
})

test('text survives: commas, quotes, line ends, what a spreadsheet would calculate, any script', () => {
  const cells = ['a, b', 'say "so"', 'two\nlines', 'CR\r\nLF', 'old\rMac', '=1+1', '@x', '-2', 'Løsning γ', ' blank ', '""', ',']
  const written = text(cells.map((cell, k) => [cell, k]))
  const [, ...rows] = parseCsv(written)
  expect(rows.map(([cell]) => cell)).toEqual(cells)
  expect(written).toContain('\n"say ""so""",1\n')
})

test('no byte order mark, one line feed at the end, large tables whole', () => {
  const bytes = csv({ columns: ['n'], rows: Array.from({ length: 25_000 }, (_, n) => [n]) })
  expect(bytes[0]).toBe('n'.charCodeAt(0))
  const rows = parseCsv(new TextDecoder().decode(bytes))
  expect(rows).toHaveLength(25_001)
  expect(rows.at(-1)).toEqual(['24999'])
})

test('names of columns are legal everywhere and unique', () => {
  expect(columnNames(['params_problem.parameters.D', 'params_problem.parameters.d', 'L2 error', '2nd', 'γ', 'ok'])).toEqual([
    'params_problem_parameters_d',
    'params_problem_parameters_d_2',
    'l2_error',
    'x_2nd',
    'x_',
    'ok'
  ])
})
