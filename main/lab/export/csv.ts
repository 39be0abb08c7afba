/** What a cell may hold; null and undefined are missing. */
export type Cell = number | string | boolean | null | undefined

export interface Table {
  columns: readonly string[]
  rows: Iterable<readonly Cell[]>
}

/**
 * A table as CSV: RFC 4180 quoting, comma, decimal point, LF, header on line 1, UTF-8 without BOM, no comment lines. Numbers in their shortest form
 * that reads back as the same number; NaN, Inf, -Inf as such; missing = empty.
 *
 * Text goes out as it is: a cell that begins with = + - or @ is not defused, because every defence (a leading apostrophe or tab) changes
 * the text that comes back. The columns' own names and the lab's words never begin so; names, tags and notes are what their user typed.
 */
export function csv({ columns, rows }: Table): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  let lines = [line(columns)]
  for (const row of rows) {
    lines.push(line(row))
    // One string of a large table would not fit into the engine's longest.
    if (lines.length >= 10_000) {
      parts.push(encoder.encode(lines.join('')))
      lines = []
    }
  }
  parts.push(encoder.encode(lines.join('')))
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const line = (cells: readonly Cell[]) => `${cells.map(written).join(',')}\n`

function written(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return numberText(cell)
  if (typeof cell === 'boolean') return String(cell)
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** 0.1, 1e-7, -0, NaN, Inf, -Inf */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf'
  return Object.is(value, -0) ? '-0' : String(value)
}

/**
 * Names that pandas, R, MATLAB, SQL and pgfplots all take: lower case, a-z, 0-9 and _, not beginning with a digit; a name that is taken
 * gets a number.
 */
export function columnNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name) => {
    const plain = name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
    const base = /^[a-z]/.test(plain) ? plain : `x_${plain}`
    let free = base
    for (let k = 2; taken.has(free); k++) free = `${base}_${k}`
    taken.add(free)
    return free
  })
}
