/** A column of a table: numbers to the right, words to the left. */
export interface Column {
  head: string
  right?: boolean
}

/** Rows under aligned heads. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ head }, at) => Math.max(head.length, ...rows.map((row) => (row[at] ?? '').length)))
  const line = (cells: readonly string[]) =>
    columns
      .map(({ right }, at) => {
        const cell = cells[at] ?? ''
        return right === true ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)
      })
      .join('  ')
      .trimEnd()
  return [columns.map(({ head }) => head), ...rows].map((row) => `${line(row)}\n`).join('')
}

/** Six significant digits, as the lecture prints them; what is missing or infinite says so. */
export function six(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : String(Number(value.toPrecision(6)))
}

/** Three significant digits, exponent form from 10,000 and below 0.001. */
export function three(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  if (value === 0 || !Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  return size >= 1e4 || size < 1e-3 ? value.toExponential(2) : String(Number(value.toPrecision(3)))
}

/** 0.8 s, 42 s, 3 min 5 s, 2 h 10 min */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`
}
