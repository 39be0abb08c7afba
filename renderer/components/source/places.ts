import type { LabErrorJson } from '../../../core/errors.ts'

/** Characters of a text, `from` up to but without `to`. */
export interface Stretch {
  from: number
  to: number
}

/** Where an error stands in a text. Without a place it is the whole first line; it always covers at least one character where there is one. */
export function stretchOf(text: string, { line = 1, column, length }: Pick<LabErrorJson, 'line' | 'column' | 'length'>): Stretch {
  const lines = text.split('\n')
  const row = Math.max(0, Math.min(lines.length - 1, line - 1))
  const start = lines.slice(0, row).reduce((sum, one) => sum + one.length + 1, 0)
  const width = lines[row]?.length ?? 0
  const from = start + Math.max(0, Math.min(width, (column ?? 1) - 1))
  const rest = start + width - from
  const wanted = length ?? (column === undefined ? width : 1)
  if (rest === 0) return { from: Math.max(start, from - 1), to: from }
  return { from, to: from + Math.max(1, Math.min(rest, wanted)) }
}

/** The error whose replacement Tab takes: the one under the cursor, else the first that has one. */
export function mendable(text: string, errors: readonly LabErrorJson[], cursor: number): LabErrorJson | undefined {
  const sure = errors.filter(({ replacement }) => replacement !== undefined)
  const under = sure.find((error) => {
    const { from, to } = stretchOf(text, error)
    return cursor >= from && cursor <= to
  })
  return under ?? sure[0]
}
