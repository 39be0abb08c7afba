/** The rows of a CSV file by the names of its columns; for files without quoted fields. */
export function parseCsv(text: string): Record<string, string>[] {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const columns = head.split(',')
  return lines.map((line) => {
    const fields = line.split(',')
    return Object.fromEntries(columns.map((column, at) => [column, fields[at] ?? '']))
  })
}
