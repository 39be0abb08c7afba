/** What the tests of the table list. */
export interface TableRow {
  id: string
  error: number | null
}
