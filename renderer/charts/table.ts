/** The numbers behind a figure: what "show numbers" lists and what the CSV holds. A missing value is null. */
export interface NumberTable {
  /** snake_case names that pandas, R, SQL and pgfplots take as they are */
  columns: string[]
  rows: (number | string | null)[][]
}

/** A name as a CSV header may spell it. */
export function columnName(text: string): string {
  const name = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase()
  return name === '' ? 'value' : /^\d/.test(name) ? `v_${name}` : name
}

function field(value: number | string | null): string {
  if (value === null) return ''
  if (typeof value === 'number') {
    return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : '-Inf'
  }
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/** RFC 4180 with LF, header on line 1, numbers in shortest round-trip form. */
export function toCsv({ columns, rows }: NumberTable): string {
  return [columns, ...rows].map((row) => row.map(field).join(',')).join('\n') + '\n'
}

/** One line of a figure, as its table sees it. */
export interface Series {
  name: string
  x: ArrayLike<number>
  y: ArrayLike<number>
}

/** Series side by side over the union of their x, blank where a series has no value. */
export function seriesTable(xName: string, series: readonly Series[]): NumberTable {
  const rows = new Map<number, (number | null)[]>()
  series.forEach(({ x, y }, column) => {
    for (let i = 0; i < x.length; i++) {
      const key = x[i] ?? Number.NaN
      let row = rows.get(key)
      if (row === undefined) rows.set(key, (row = new Array<number | null>(series.length).fill(null)))
      row[column] = y[i] ?? null
    }
  })
  const names = series.map(({ name }) => columnName(name))
  const unique = names.map((name, index) => (names.indexOf(name) === index ? name : `${name}_${index + 1}`))
  return {
    columns: [columnName(xName), ...unique],
    rows: [...rows].sort(([a], [b]) => a - b).map(([x, values]) => [x, ...values])
  }
}
