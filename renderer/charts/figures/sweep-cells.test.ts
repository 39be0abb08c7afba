import { expect, test } from 'vitest'
import { lectureSweep } from '../samples.ts'
import { bestCell, cellsOf, cellWord, medianWithFailures } from './sweep-cells.ts'
import { bandOf, quantile } from './sweep-loss.ts'

test.each([
  [[1, 2, 3], 0, 2, null],
  [[1, 2], 0, 1.5, null],
  [[1, 2, 3], 2, 3, null],
  [[1, 2], 2, null, 2],
  [[1], 2, null, null],
  [[], 0, null, null]
])('the median of %j with %d failures is %s, or lies over %s', (values, failures, median, over) =>
  expect(medianWithFailures(values, failures)).toEqual({ median, over })
)

test('cells follow the axes, one seed or all of them', () => {
  const { x, y, cells } = cellsOf(lectureSweep(['1', '2', '3']), 'network.hidden', 'training.learning_rate', 'median')
  expect([x, y]).toEqual([
    ['2', '5', '10', '20', '50'],
    ['0.0001', '0.001', '0.01', '0.1', '0.3']
  ])
  expect(cells.length).toBe(25)
  expect(cells.filter(({ state }) => state === 'diverged').map(({ y: row }) => row)).toEqual([4, 4, 4, 4, 4])
  const worst = cellsOf(lectureSweep(['1', '2', '3']), 'network.hidden', 'training.learning_rate', 'worst').cells
  expect(worst[7]?.value).toBeGreaterThan(cells[7]?.value ?? 0)
})

test('the best cell is the smallest of those that have a value, the largest where that is wished', () => {
  const sweep = lectureSweep()
  const { cells } = cellsOf(sweep, 'network.hidden', 'training.learning_rate', 'lecture:15')
  const best = bestCell(cells, 'minimize')
  expect(best?.value).toBe(Math.min(...cells.flatMap(({ value }) => (value === null ? [] : [value]))))
  expect(bestCell(cells, 'maximize')?.value).toBe(Math.max(...cells.flatMap(({ value }) => (value === null ? [] : [value]))))
})

test('a cell says how many seeds stand behind it', () => {
  const sweep = lectureSweep(['1', '2', '3'])
  const [configuration] = sweep.configurations
  const [run] = configuration?.runs ?? []
  if (run === undefined) throw new Error('the sample has runs')
  run.status = 'DIVERGED'
  run.value = null
  const [cell] = cellsOf(sweep, 'network.hidden', 'training.learning_rate', 'median').cells
  if (cell === undefined) throw new Error('the sample has cells')
  expect(cell.state).toBe('few')
  expect(cellWord(cell, (value) => value.toFixed(2))).toMatch(/, 1 of 3 failed$/)
})

test('quantiles agree with NumPy', () => {
  // numpy.quantile([1, 2, 4, 8], [.25, .5, .75]) = 1.75, 3, 5
  expect([0.25, 0.5, 0.75].map((p) => quantile([1, 2, 4, 8], p))).toEqual([1.75, 3, 5])
})

test('a run that ended early is not continued: the count falls instead', () => {
  const long = { iteration: Array.from({ length: 101 }, (_, i) => i), loss: Array.from({ length: 101 }, () => 1) }
  const short = { iteration: [0, 1, 2], loss: [3, 3, 3] }
  const band = bandOf([long, short])
  expect([band.n[0], band.n.at(-1)]).toEqual([2, 1])
  expect([band.median[0], band.median.at(-1)]).toEqual([2, 1])
  expect(band.iteration.at(-1)).toBe(100)
})
