import Papa from 'papaparse'
import { LabError } from '../../../core/errors.ts'
import type { Io } from './io.ts'
import { readText } from './subject.ts'

/** The points in a CSV file: one column per variable, found by its head; others are left out. Throws a LabError with the line of what is no number. */
export function readPoints(name: string, variables: readonly string[], io: Pick<Io, 'cwd'>): Record<string, number[]> {
  const { text } = readText(name, io)
  const [head, ...rows] = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' }).data
  const heads = (head ?? []).map((each) => each.trim())
  const points = variables.flatMap((variable): [string, number[]][] => {
    const at = heads.indexOf(variable)
    if (at < 0) return []
    return [[variable, rows.map((cells, row) => numberIn(name, cells[at] ?? '', row + 2, at))]]
  })
  if (points.length === variables.length) return Object.fromEntries(points)
  const missing = variables.filter((variable) => !heads.includes(variable))
  throw new LabError(
    'points-columns',
    `${name} has no column ${missing.join(' and no column ')}`,
    `Its first line must name the variables: ${variables.join(',')}`,
    { file: name, line: 1 }
  )
}

function numberIn(file: string, cell: string, line: number, at: number): number {
  const value = cell.trim() === '' ? NaN : Number(cell)
  if (Number.isFinite(value)) return value
  throw new LabError('points-number', `"${cell}" is not a number`, `Give a number in column ${at + 1} of every line.`, { file, line })
}
