import type { Scalar } from 'yaml'

const ESCAPES: Record<string, string> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029'
}
const HEX: Record<string, number> = { x: 2, u: 4, U: 8 }

/**
 * Where each character of a YAML scalar's value stands in its source: one offset per character and one for the end, counted
 * from the beginning of `source` (quotes included).
 */
export function scalarOffsets(value: string, source: string, type: Scalar.Type | undefined): number[] {
  const offsets: number[] = []
  const double = type === 'QUOTE_DOUBLE'
  const single = type === 'QUOTE_SINGLE'
  const block = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED'
  let at = double || single ? 1 : block ? source.indexOf('\n') + 1 : 0
  let index = 0
  const take = (length: number, characters: number): void => {
    for (let k = 0; k < characters; k++) offsets.push(at)
    at += length
    index += characters
  }
  while (index < value.length) {
    const wanted = value[index]!
    if (double && source[at] === '\\') {
      const letter = source[at + 1] ?? ''
      const digits = HEX[letter]
      if (digits !== undefined) {
        take(2 + digits, String.fromCodePoint(parseInt(source.slice(at + 2, at + 2 + digits), 16)).length)
        continue
      }
      if (letter === '\n' || letter === '\r') {
        // an escaped line break vanishes, and the indentation after it
        at += /^\\\r?\n[ \t]*/.exec(source.slice(at))![0].length
        continue
      }
      if ((ESCAPES[letter] ?? letter) === wanted) {
        take(2, 1)
        continue
      }
    }
    if (single && wanted === "'" && source.startsWith("''", at)) {
      take(2, 1)
      continue
    }
    if (source[at] === wanted && !/\s/.test(wanted)) {
      take(1, 1)
      continue
    }
    const blank = /^\s+/.exec(source.slice(at))
    if (/\s/.test(wanted)) {
      // folded: one blank, or a run of line breaks, stands for a run of blanks and line breaks
      const run = /^\s+/.exec(value.slice(index))![0].length
      const length = blank?.[0].length ?? 0
      if (length === run) for (let k = 0; k < run; k++) take(1, 1)
      else take(length, run)
    } else if (blank !== null) at += blank[0].length
    else take(1, 1)
  }
  offsets.push(at)
  return offsets
}
