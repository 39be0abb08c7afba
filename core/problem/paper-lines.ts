import { LabError } from '../errors.ts'
import { nearest } from '../expression/nearest.ts'
import { PROBLEM_KEYS } from './document-schema.ts'
import type { placer } from './yaml-source.ts'

/** One statement of a paper form: its text and where it begins in the whole text. */
export interface Statement {
  text: string
  start: number
  /** said by a word in front of it: `equation: u = 2` */
  kind?: 'equation' | 'condition'
  /** holds on the boundary of the domain: `u = 0 on the boundary` */
  onBoundary?: true
}

const KEY_LINE = /^([A-Za-z_]+)[ \t]*:(?=\s|$)(.*)$/
const PREFIXES = ['equation', 'condition', 'boundary']
const BOUNDARY_BEHIND = /\s+on\s+(?:the\s+)?(?:whole\s+)?boundary(?:\s+of\s+(?:the\s+)?domain)?\s*$/
const BOUNDARY_BEFORE = /^on\s+(?:the\s+)?(?:whole\s+)?boundary(?:\s+of\s+(?:the\s+)?domain)?\s*:?\s*/

/**
 * Takes a paper form apart: the statements, and the `key: value` lines as YAML. In the YAML every other character is a blank, so
 * that both keep their places.
 */
export function takeApart(text: string, placeAt: ReturnType<typeof placer>): { statements: Statement[]; yaml: string } {
  const statements: Statement[] = []
  let yaml = ''
  let start = 0
  let inBlock = false
  for (const line of text.split('\n')) {
    const key = KEY_LINE.exec(line)
    const word = key?.[1]
    const blank = line.replaceAll(/[^\s]/g, ' ')
    if (word !== undefined && PREFIXES.includes(word)) {
      const lead = line.length - key![2]!.trimStart().length
      const text = line.slice(lead).trimEnd()
      statements.push({
        text,
        start: start + lead,
        kind: word === 'equation' ? 'equation' : 'condition',
        ...(word === 'boundary' ? { onBoundary: true } : {})
      })
      yaml += blank
      inBlock = false
    } else if (word !== undefined) {
      if (!PROBLEM_KEYS.includes(word)) throw unknownKey(word, key![2]!.trim(), placeAt(start, start + word.length))
      yaml += line
      inBlock = /^\s*(#.*)?$/.test(key![2]!)
    } else if (inBlock && /^(\s|- |#|$)/.test(line)) {
      yaml += line
    } else {
      inBlock = false
      statements.push(...split(line, start))
      yaml += blank
    }
    yaml += '\n'
    start += line.length + 1
  }
  return { statements, yaml }
}

function unknownKey(word: string, value: string, place: ReturnType<ReturnType<typeof placer>>): LabError {
  const close = nearest(word, [...PROBLEM_KEYS, ...PREFIXES])
  const isNumber = /^[-+.\d]/.test(value)
  const cure = isNumber
    ? `Write ${word} = ${value} for a parameter.`
    : close === undefined
      ? `Keys are ${PROBLEM_KEYS.join(' ')}; a statement has no colon.`
      : `Write ${close.word}.`
  return new LabError('unknown-key', `${word} is not a key of a problem`, cure, place, close?.sure === true ? close.word : undefined)
}

/** A statement, with what it says of the boundary taken off: `u = 0 on the boundary`, `on the boundary: u = 0`. */
function statement(text: string, start: number): Statement {
  const before = BOUNDARY_BEFORE.exec(text)?.[0].length ?? 0
  const bare = text.slice(before).replace(before > 0 ? /^$/ : BOUNDARY_BEHIND, '')
  return bare === text ? { text, start } : { text: bare, start: start + before, kind: 'condition', onBoundary: true }
}

/** The statements of a line: separated by commas or semicolons outside brackets, up to a # sign. */
function split(line: string, start: number): Statement[] {
  const found: Statement[] = []
  let depth = 0
  let from = 0
  let quote = ''
  const cut = (to: number): void => {
    const text = line.slice(from, to)
    const lead = text.length - text.trimStart().length
    if (text.trim() !== '') found.push(statement(text.trim(), start + from + lead))
    from = to + 1
  }
  for (let k = 0; k < line.length; k++) {
    const sign = line[k]!
    if (quote !== '') {
      if (sign === '\\') k++
      else if (sign === quote) quote = ''
    } else if (sign === '"' && depth > 0) quote = sign
    else if ('([{'.includes(sign)) depth++
    else if (')]}'.includes(sign)) depth = Math.max(0, depth - 1)
    else if ((sign === ',' || sign === ';') && depth === 0) cut(k)
    else if (sign === '#') {
      cut(k)
      return found
    }
  }
  cut(line.length)
  return found
}
