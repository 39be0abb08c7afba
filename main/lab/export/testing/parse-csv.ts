/** A reader of CSV written from RFC 4180's grammar, for tests: every record ends with LF or CRLF. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    let cell = ''
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) throw new Error('a quoted cell does not end')
        if (text[at] !== '"') cell += text[at]
        else if (text[at + 1] === '"') cell += text[at++]
        else break
      }
      at++
    } else {
      while (at < text.length && !',\r\n'.includes(text.charAt(at))) {
        if (text[at] === '"') throw new Error(`a bare quote at ${at}`)
        cell += text[at++]
      }
    }
    row.push(cell)
    if (text[at] === ',') {
      at++
      if (at === text.length) throw new Error('the last record does not end')
      continue
    }
    if (text[at] === '\r') at++
    if (text[at] !== '\n') throw new Error(`a record ends wrongly at ${at}`)
    at++
    rows.push(row)
    row = []
  }
  const width = rows[0]?.length
  if (rows.some(({ length }) => length !== width)) throw new Error('the records differ in length')
  return rows
}

/** The same as records by column name. */
export function recordsOf(text: string): Record<string, string>[] {
  const [header = [], ...rows] = parseCsv(text)
  return rows.map((row) => Object.fromEntries(header.map((name, k) => [name, row[k] ?? ''])))
}
