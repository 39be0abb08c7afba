export type SortValue = number | string | null | undefined

export interface Sort {
  column: string
  descending: boolean
}

const isMissing = (value: SortValue) => value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value))
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function compare(a: SortValue, b: SortValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}

/** Rows by a value, stable; what is missing or NaN comes last in both directions. */
export function sortRows<Row>(rows: readonly Row[], value: (row: Row) => SortValue, descending: boolean): Row[] {
  const keyed = rows.map((row) => ({ row, value: value(row) }))
  const known = keyed.filter((one) => !isMissing(one.value))
  const missing = keyed.filter((one) => isMissing(one.value))
  known.sort((a, b) => (descending ? compare(b.value, a.value) : compare(a.value, b.value)))
  return [...known, ...missing].map(({ row }) => row)
}
