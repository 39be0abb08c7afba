import type { LabErrorJson } from '../errors.ts'
import { LabError } from '../errors.ts'
import type { Interval } from './document-check.ts'
import { cellValue, readTable } from './observations.ts'

/** What a CSV file holds, before a problem names it. */
export interface TableReport {
  rows: number
  columns: TableColumn[]
  /** the first rows, as they are written */
  first: string[][]
  /** the column that each variable and unknown seems to stand in, by their names */
  proposal: Record<string, string>
  /** what becomes of the rows, for each unknown that the columns name */
  uses: TableUse[]
  /** why the file cannot be used so */
  errors: LabErrorJson[]
}

export interface TableColumn {
  name: string
  numbers: number
  missing: number
  /** the first cell that is neither a number nor empty */
  faulty: { line: number; text: string } | null
  from: number | null
  to: number | null
}

export interface TableUse {
  unknown: string
  used: number
  missing: number
  outside: number
  repeated: number
}

/** Rows that are shown. */
const SHOWN = 8

/**
 * A CSV file looked at: its columns, and with `columns` (the column of every variable and of the unknowns that were measured; else as it seems)
 * how many rows serve, lack a value, lie outside the intervals, stand there more than once. Throws a LabError for what is no table at all.
 */
export function describeTable(
  file: string,
  content: string,
  problem: { variables: readonly Interval[]; unknowns: readonly string[] },
  columns?: Readonly<Record<string, string>>
): TableReport {
  const { header, rows } = readTable(file, content)
  const names = [...problem.variables.map(({ name }) => name), ...problem.unknowns]
  const proposal = proposed(names, header)
  const chosen = columns ?? proposal
  const cell = (row: readonly string[], column: string | undefined) => cellValue((row[header.indexOf(column ?? '')] ?? '').trim())
  const fault = (code: string, message: string, cure: string, line?: number): LabErrorJson =>
    new LabError(code, message, cure, { file, ...(line === undefined ? {} : { line }) }).toJSON()
  const described = header.map((name, at) => describeColumn(name, at, rows))
  const errors: LabErrorJson[] = []
  const unmapped = problem.variables.filter(({ name }) => chosen[name] === undefined)
  if (unmapped.length > 0)
    errors.push(fault('data-columns', `No column says ${unmapped.map(({ name }) => name).join(', ')}`, 'Choose one.'))
  const measured = problem.unknowns.filter((unknown) => chosen[unknown] !== undefined)
  if (measured.length === 0)
    errors.push(fault('data-columns', 'No column says an unknown', `Choose one for ${problem.unknowns.join(' or ')}.`))
  for (const column of new Set(Object.values(chosen))) {
    const faulty = described.find(({ name }) => name === column)?.faulty
    if (!header.includes(column)) errors.push(fault('data-column', `There is no column ${column}`, `Its columns are ${header.join(', ')}.`))
    else if (faulty != null)
      errors.push(
        fault('data-number', `"${faulty.text}" is not a number`, 'Write a number with a point, or leave the cell empty.', faulty.line)
      )
  }
  const uses =
    unmapped.length > 0 ? [] : measured.map((unknown) => useOf(unknown, problem.variables, rows, (row, name) => cell(row, chosen[name])))
  for (const { unknown, used } of uses)
    if (used === 0 && errors.length === 0)
      errors.push(
        fault('data-empty', `No row has a place inside the intervals and a value of ${unknown}`, 'Check the columns and the intervals.')
      )
  return { rows: rows.length, columns: described, first: rows.slice(0, SHOWN), proposal, uses, errors }
}

function describeColumn(name: string, at: number, rows: readonly string[][]): TableColumn {
  const column: TableColumn = { name, numbers: 0, missing: 0, faulty: null, from: null, to: null }
  rows.forEach((row, index) => {
    const text = (row[at] ?? '').trim()
    const value = cellValue(text)
    if (value === undefined) column.missing++
    else if (value === null) column.faulty ??= { line: index + 2, text }
    else {
      column.numbers++
      column.from = Math.min(column.from ?? value, value)
      column.to = Math.max(column.to ?? value, value)
    }
  })
  return column
}

function useOf(
  unknown: string,
  variables: readonly Interval[],
  rows: readonly string[][],
  value: (row: readonly string[], name: string) => number | undefined | null
): TableUse {
  const use: TableUse = { unknown, used: 0, missing: 0, outside: 0, repeated: 0 }
  const places = new Set<string>()
  for (const row of rows) {
    const at = variables.map(({ name }) => value(row, name))
    if (at.some((x) => x == null) || value(row, unknown) == null) use.missing++
    else if (variables.some(({ from, to }, axis) => at[axis]! < from || at[axis]! > to)) use.outside++
    else {
      use.used++
      const place = at.join()
      if (places.has(place)) use.repeated++
      places.add(place)
    }
  }
  return use
}

/** Columns by names: the same, the same but for capitals, or the name with more behind it (`t_s`, `u (m)`); without any match, by their order. */
function proposed(names: readonly string[], header: readonly string[]): Record<string, string> {
  const free = new Set(header)
  const found: Record<string, string> = {}
  const tests: ((name: string, column: string) => boolean)[] = [
    (name, column) => column === name,
    (name, column) => column.toLowerCase() === name.toLowerCase(),
    (name, column) => column.toLowerCase().replace(/[\s_([/].*$/, '') === name.toLowerCase()
  ]
  for (const fits of tests)
    for (const name of names) {
      const column = found[name] === undefined ? [...free].find((one) => fits(name, one)) : undefined
      if (column === undefined) continue
      found[name] = column
      free.delete(column)
    }
  if (Object.keys(found).length > 0 || header.length !== names.length) return found
  return Object.fromEntries(names.map((name, k) => [name, header[k]!]))
}
