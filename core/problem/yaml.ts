import { parse } from 'yaml'
import { PROBLEM_KEYS, type ProblemDocument } from './document-schema.ts'

const WIDTH = 120
const INDENT = 2
/** Values of short mappings and lists begin in the same column. */
const COLUMN = 12

/** A problem as YAML, laid out as a person would: equations in double quotes, short mappings on one line. */
export function toYaml(document: ProblemDocument): string {
  const entries = PROBLEM_KEYS.flatMap((key): [string, unknown][] => {
    const value: unknown = document[key as keyof ProblemDocument]
    return value === undefined ? [] : [[key, value]]
  })
  return `${entries.map(([key, value]) => entry(key, value, 0, QUOTED.has(key), COLUMN)).join('\n')}\n`
}

/** One key of a problem with its value, in the same layout. */
export function yamlEntry(key: string, value: unknown): string {
  return entry(key, value, 0, QUOTED.has(key), 0)
}

/** Keys under which text is an expression and always stands in quotes. */
const QUOTED = new Set(['equations', 'conditions', 'exact', 'where', 'trial', 'invariants', 'domain'])
/** Keys of a condition's long form that are words. */
const WORDS = new Set(['id', 'on', 'file'])

/** `key: value`, on one line where it fits. `column`: where short values begin. */
function entry(key: string, value: unknown, level: number, quoted: boolean, column: number): string {
  const indent = ' '.repeat(level)
  const name = `${indent}${scalar(key, false)}:`
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'string' && value.includes('\n')) return `${name} ${JSON.stringify(value)}`
    const line = `${name} ${scalar(value, quoted && !isWord(key, value))}`
    // at the top a paper form reads one line a key
    return typeof value === 'string' && !quoted && level > 0 && line.length > WIDTH ? (folded(name, value, level + INDENT) ?? line) : line
  }
  const flow = inFlow(value, quoted)
  const line = `${name.padEnd(column - 1)} ${flow}`
  if (line.length <= WIDTH || Object.keys(value).length === 0) return line
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => `${indent}${' '.repeat(INDENT)}- ${inFlow(item, quoted)}`)
    return [name, ...items].join('\n')
  }
  const pairs = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return [name, ...pairs.map(([inner, part]) => entry(inner, part, level + INDENT, quoted, 0))].join('\n')
}

const isWord = (key: string, value: unknown): boolean => WORDS.has(key) || (key === 'trial' && (value === 'auto' || value === 'none'))

/** A value on one line: [a, b], { a: 1 }. */
export function inFlow(value: unknown, quoted: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => inFlow(item, quoted)).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).filter(([, inner]) => inner !== undefined)
    return pairs.length === 0
      ? '{}'
      : `{ ${pairs.map(([key, inner]) => `${scalar(key, false)}: ${inFlow(inner, quoted && !isWord(key, inner))}`).join(', ')} }`
  }
  return scalar(value, quoted)
}

/** Long text over several lines; undefined where YAML would not read the same text back. */
function folded(name: string, value: string, level: number): string | undefined {
  const indent = ' '.repeat(level)
  const lines = [indent]
  for (const word of value.split(' ')) {
    const last = lines.at(-1)!
    if (last === indent) lines[lines.length - 1] = indent + word
    else if (last.length + 1 + word.length > WIDTH) lines.push(indent + word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  const text = `${name} >-\n${lines.join('\n')}`
  const [read] = Object.values(parse(text) as Record<string, unknown>)
  return read === value ? text : undefined
}

/** Text stands bare only where YAML reads the same text back, inside brackets too. */
function scalar(value: unknown, quoted: boolean): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf'
  if (typeof value !== 'string') return JSON.stringify(value)
  const safe = /^[\p{L}\p{N}_(][\p{L}\p{N}_ ./*+^()-]*$/u.test(value) && !/^\s|\s$/.test(value)
  if (!quoted && safe && readsBack(value)) return value
  return JSON.stringify(value)
}

function readsBack(value: string): boolean {
  if (/^\p{L}[\p{L}\d_]*$/u.test(value) && !/^(true|false|null)$/i.test(value)) return true
  const read: unknown = parse(`[${value}]`)
  return Array.isArray(read) && read.length === 1 && read[0] === value
}
