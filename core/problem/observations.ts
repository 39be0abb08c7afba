import Papa from 'papaparse'
import { LabError, type LabErrorJson } from '../errors.ts'
import { listed, nearest } from '../expression/nearest.ts'
import type { Interval } from './document-check.ts'
import type { LoadedProblem } from './document.ts'

/** Measured values of one unknown, or of a derivative of it: where (one array per variable), and what. */
export interface Observations {
  name: string
  unknown: number
  /** the derivative that is given, one order per variable; left out: the unknown itself */
  order?: readonly number[]
  at: Float64Array[]
  values: Float64Array
  weight: number
}

/** Contents of the files that a problem names, by the name that it gives them. */
export type Files = Readonly<Record<string, string>>

/**
 * The data of a problem, read from its CSV files: rows where a value is missing are left out for that unknown; points outside
 * the domain are left out and reported, repeated points are reported. Throws a LabError with the file's line for what is no number.
 */
export function readObservations(
  loaded: LoadedProblem,
  variables: readonly Interval[],
  unknowns: readonly string[],
  files: Files
): { observations: Observations[]; warnings: LabErrorJson[] } {
  const { data } = loaded.document
  const entries = data === undefined ? [] : Array.isArray(data) ? data : [data]
  const warnings: LabErrorJson[] = []
  const observations = entries.flatMap((entry, k) => {
    const path = Array.isArray(data) ? ['data', k] : ['data']
    const content = files[entry.file]
    if (content === undefined) {
      throw new LabError(
        'data-missing',
        `The data file ${entry.file} is not here`,
        'Put it beside the problem file, or choose it in the window.',
        loaded.place([...path, 'file'])
      )
    }
    const table = readTable(entry.file, content)
    const column = (name: string): number => columnOf(loaded, [...path, 'columns', name], entry.file, table.header, entry.columns[name]!)
    const missing = variables.filter(({ name }) => entry.columns[name] === undefined)
    if (missing.length > 0) {
      throw new LabError(
        'data-columns',
        `The columns of ${entry.file} do not say where: ${listed(missing.map(({ name }) => name))} is missing`,
        `Write for example columns: { ${missing[0]!.name}: … }.`,
        loaded.place([...path, 'columns'])
      )
    }
    const stray = Object.keys(entry.columns).find(
      (name) => !unknowns.includes(name) && !variables.some((variable) => variable.name === name)
    )
    if (stray !== undefined) {
      throw new LabError(
        'data-columns',
        `${stray} is neither a variable nor an unknown of the problem`,
        `There are ${listed([...variables.map(({ name }) => name), ...unknowns])}.`,
        loaded.place([...path, 'columns', stray])
      )
    }
    const measured = unknowns.flatMap((unknown, index) => (entry.columns[unknown] === undefined ? [] : [{ unknown, index }]))
    if (measured.length === 0)
      throw new LabError(
        'data-columns',
        `The columns of ${entry.file} name no unknown`,
        `Write for example columns: { ${unknowns[0]}: … }.`,
        loaded.place([...path, 'columns'])
      )
    const axes = variables.map(({ name }) => column(name))
    return measured.map(({ unknown, index }): Observations => {
      const rows = table.rows.flatMap((cells, line) => {
        const numbers = [...axes, column(unknown)].map((at) => numberIn(entry.file, cells, at, line + 2))
        return numbers.includes(undefined) ? [] : [numbers as number[]]
      })
      const inside = rows.filter((row) => variables.every(({ from, to }, axis) => row[axis]! >= from && row[axis]! <= to))
      const report = (code: string, message: string, cure: string): void =>
        void warnings.push(new LabError(code, message, cure, loaded.place([...path, 'file'])).toJSON())
      if (inside.length < rows.length)
        report(
          'data-outside',
          `${rows.length - inside.length} of ${rows.length} points of ${entry.file} lie outside the domain and are left out`,
          'Widen the intervals to use them.'
        )
      const places = new Set(inside.map((row) => row.slice(0, -1).join()))
      if (places.size < inside.length)
        report(
          'data-repeated',
          `${inside.length - places.size} points of ${entry.file} stand there more than once`,
          'All are used; remove what is not meant.'
        )
      if (inside.length === 0)
        throw new LabError(
          'data-empty',
          `${entry.file} has no row with a place inside the domain and a value of ${unknown}`,
          'Check the columns and the intervals.',
          loaded.place([...path, 'file'])
        )
      return {
        name: `${entry.file} ${unknown}`,
        unknown: index,
        at: variables.map((_, axis) => Float64Array.from(inside, (row) => row[axis]!)),
        values: Float64Array.from(inside, (row) => row.at(-1)!),
        weight: entry.weight ?? 1
      }
    })
  })
  return { observations, warnings }
}

/** A CSV file as its header and its rows. Throws a LabError where it is empty or its quotes do not close. */
export function readTable(file: string, content: string): { header: string[]; rows: string[][] } {
  const { data, errors } = Papa.parse<string[]>(content.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' })
  const [fault] = errors.filter((error) => error.type === 'Quotes')
  if (fault !== undefined)
    throw new LabError('data-csv', `${file} cannot be read: ${fault.message}`, 'Save it as CSV with a header line.', {
      file,
      line: (fault.row ?? 0) + 1
    })
  const [header, ...rows] = data
  if (header === undefined) throw new LabError('data-csv', `${file} is empty`, 'Give a CSV file with a header line.', { file, line: 1 })
  return { header: header.map((name) => name.trim()), rows }
}

function columnOf(loaded: LoadedProblem, path: (string | number)[], file: string, header: readonly string[], name: string): number {
  const at = header.indexOf(name)
  if (at >= 0) return at
  const close = nearest(name, header)
  throw new LabError(
    'data-column',
    `${file} has no column ${name}`,
    close === undefined ? `Its columns are ${listed(header)}.` : `Write ${close.word}.`,
    loaded.place(path),
    close?.word
  )
}

/** The number that a cell holds; undefined where it is missing, null where it is something else. */
export function cellValue(text: string): number | undefined | null {
  if (text === '' || /^(nan|na|n\/a|null|-)$/i.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

/** A cell as a number; undefined where it is missing. */
function numberIn(file: string, cells: readonly string[], at: number, line: number): number | undefined {
  const text = (cells[at] ?? '').trim()
  const value = cellValue(text)
  if (value !== null) return value
  throw new LabError('data-number', `${file}: "${text}" is not a number`, 'Write a number with a point, or leave the cell empty.', {
    file,
    line,
    column: at + 1
  })
}
