import { slug } from '../../../core/problem/slug.ts'
import type { ExportedFile } from '../../api/types.ts'
import { csv, numberText } from './csv.ts'
import type { Cell } from './csv.ts'

/** One column of an exported table. */
export interface Column {
  name: string
  meaning: string
  unit?: string
}

/** A table before it is written. `about` says how it was aggregated or thinned. */
export interface Sheet {
  /** ends the file's name: runs, configs, curves_long, … */
  kind: string
  columns: readonly Column[]
  rows: readonly (readonly Cell[])[]
  about?: string
}

/** lecture-decay-s1_20261123: an id and the day (UTC), lower case, a-z 0-9 _ - */
export function stem(id: string, date: Date): string {
  return `${slug(id)}_${date.toISOString().slice(0, 10).replaceAll('-', '')}`
}

export function csvFile(name: string, { kind, columns, rows }: Sheet): ExportedFile {
  return { name: `${name}_${kind}.csv`, mime: 'text/csv', bytes: csv({ columns: columns.map((column) => column.name), rows }) }
}

/** JSON with two blanks of indentation; typed arrays as lists, numbers that JSON does not have as the words that CSV uses. */
export function jsonFile(name: string, value: unknown): ExportedFile {
  const plain = (_key: string, item: unknown): unknown => {
    if (item instanceof Float64Array || item instanceof Float32Array) return [...item].map(spelt)
    return typeof item === 'number' ? spelt(item) : item
  }
  return { name, mime: 'application/json', bytes: new TextEncoder().encode(`${JSON.stringify(value, plain, 2)}\n`) }
}

const spelt = (value: number) => (Number.isFinite(value) ? value : numberText(value))

/** What stands beside the tables: every column in words, how numbers were made, and by which program. */
export function metaFile(name: string, sheets: readonly Sheet[], more: Record<string, unknown>, date: Date): ExportedFile {
  return jsonFile(`${name}.meta.json`, {
    schema: 'ansatz.export/1',
    written: date.toISOString(),
    format:
      'UTF-8, comma, decimal point, LF, RFC 4180; missing = empty; NaN, Inf, -Inf as such; text cells as typed, so open files of others as text',
    ...more,
    files: sheets.map(({ kind, columns, rows, about }) => ({
      file: `${name}_${kind}.csv`,
      rows: rows.length,
      ...(about === undefined ? {} : { about }),
      columns
    }))
  })
}
