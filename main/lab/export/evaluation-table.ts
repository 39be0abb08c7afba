import type { EvaluatedRun } from '../../api/types.ts'
import { columnNames } from './csv.ts'
import type { Cell } from './csv.ts'
import type { Column, Sheet } from './files.ts'
import { withUnit } from './units.ts'

const MEANINGS = {
  solution: 'as trained',
  function: 'as found by training',
  derivative: 'of the trained solution',
  exact: 'exact solution',
  error: 'trained - exact'
} as const

/** A solution at the user's points: one row per point; units in the names of the variables' and the unknowns' columns. */
export function evaluationSheet(
  { axes, columns, extrapolated, iteration }: EvaluatedRun,
  units: Readonly<Record<string, string>> = {}
): Sheet {
  const [first] = columns
  // Of a single unknown the columns are exact and error alone.
  const subjectOf = (name: string): string =>
    name === 'exact' || name === 'error' ? (first?.name ?? name) : name.replace(/^(exact|error) /, '')
  const wanted: Column[] = [
    ...axes.map(({ name }) => withUnit({ name, meaning: `variable ${name}` }, units[name])),
    ...columns.map(({ name, kind }) =>
      withUnit({ name, meaning: `${name}: ${MEANINGS[kind]}` }, kind === 'derivative' ? undefined : units[subjectOf(name)])
    ),
    { name: 'extrapolation', meaning: 'true where the point lies outside the domain of training' }
  ]
  const names = columnNames(wanted.map(({ name }) => name))
  const values = [...axes, ...columns].map((column) => column.values)
  const rows = Array.from(extrapolated, (outside, p): Cell[] => [...values.map((column) => column[p]), outside === 1])
  return {
    kind: 'values',
    columns: wanted.map((column, k) => ({ ...column, name: names[k] ?? column.name })),
    rows,
    about: `after iteration ${iteration}`
  }
}
