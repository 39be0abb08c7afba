import { expect, test } from 'vitest'
import { sortRows } from '../components/sort.ts'
import { problemOf } from '../testing/fake/problems.ts'
import { runOf } from '../testing/fake/runs.ts'
import { choiceOf, columnsOf, FIRST_PINNED, nameOf, printTable, rowOfClassical, rowOfRun } from './rows.ts'

const decay = problemOf('lecture-decay')
const withError = (name: string, error: number | null) => {
  const run = runOf(decay, 1, { run: name, name })
  return rowOfRun({
    ...run,
    status: error === null ? 'DIVERGED' : 'FINISHED',
    metrics: error === null || run.metrics === null ? null : { ...run.metrics, max_abs_error: error }
  })
}
const euler = rowOfClassical({
  method: 'euler',
  label: 'Euler',
  shown: true,
  result: {
    method: 'euler',
    label: 'Euler',
    axes: [{ name: 't', values: new Float64Array(10) }],
    values: new Float64Array(10),
    maxAbsError: 0.45162,
    errorAtEnd: 0.3,
    exact: null,
    steps: { t: 9 },
    spacing: { t: 1 / 9 },
    stability: null,
    selfCheck: null,
    notes: [],
    seconds: 0.0004
  }
})
const rows = [withError('b', 0.5), withError('none', null), euler, withError('nan', Number.NaN), withError('a', 0.04)]

test('NaN and what is missing come last in both directions, the classical solution among the runs', () => {
  const column = columnsOf(FIRST_PINNED, []).find(({ id }) => id === 'metric:max_abs_error')
  const by = column?.sort ?? (() => null)
  expect(sortRows(rows, by, false).map(nameOf)).toEqual(['a', 'Euler, 10 points', 'b', 'none', 'nan'])
  expect(sortRows(rows, by, true).map(nameOf)).toEqual(['b', 'Euler, 10 points', 'a', 'none', 'nan'])
})

test('columns: metrics, then what varies, then how it was run', () => {
  const ids = columnsOf(FIRST_PINNED, ['training.learning_rate']).map(({ id }) => id)
  expect(ids.slice(0, 4)).toEqual(['mark', 'name', 'status', 'metric:max_abs_error'])
  expect(ids.indexOf('setting:training.learning_rate')).toBeGreaterThan(ids.indexOf('metric:loss'))
  expect(ids.indexOf('setting:training.learning_rate')).toBeLessThan(ids.indexOf('seed'))
})

test('settings sort as numbers where they are numbers', () => {
  const run = runOf(decay, 1)
  const at = (rate: number) =>
    rowOfRun({ ...run, run: String(rate), settings: { ...run.settings, training: { ...run.settings.training, learning_rate: rate } } })
  const [column] = columnsOf([], ['training.learning_rate']).slice(-1)
  const sorted = sortRows([at(0.01), at(0.0001), at(1e-7)], column?.sort ?? (() => null), false)
  expect(sorted.map(({ key }) => key)).toEqual(['1e-7', '0.0001', '0.01'])
})

test('the table for print has every line, the diverged too', () => {
  const table = printTable(rows, ['training.learning_rate'])
  expect(table.columns.map(({ label }) => label)).toEqual(['Solution', 'Learning rate', 'Largest error', 'Relative L² error', 'Time (s)'])
  expect(table.rows[1]?.slice(0, 3)).toEqual(['none', '0.001', 'diverged'])
  expect(table.rows[2]).toEqual(['Euler, 10 points', null, 0.45162, null, 0.0004])
})

test('what a search hides stays compared, the order is kept, methods are told apart from runs', () => {
  const listed = ['a', 'b'].map((name) => runOf(decay, 1, { run: name }))
  const { runs, methods } = choiceOf(new Set(['b', 'new', 'classical:euler']), ['hidden', 'a', 'b'], listed)
  expect(runs).toEqual(['hidden', 'b', 'new'])
  expect([...methods]).toEqual(['euler'])
})
