import type { SortValue } from './sort.ts'

/** A column of `Table.svelte`. */
export interface Column<Row> {
  id: string
  label: string
  align?: 'left' | 'right'
  /** px; columns without one share what is left */
  width?: number
  /** the value to sort by; without one the column does not sort */
  sort?: (row: Row) => SortValue
  /** smallest first is the natural order of most; true where the largest is wanted first */
  descendingFirst?: boolean
  /** plain text of the cell, where the `cell` snippet is not wanted */
  text?: (row: Row) => string
  title?: string
}
