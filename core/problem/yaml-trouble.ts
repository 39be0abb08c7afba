import { isMap, isScalar, isSeq, visit, type Document, type YAMLError } from 'yaml'
import { LabError, type Place } from '../errors.ts'

type PlaceAt = (start: number, end: number) => Place

/** What is said of a slip, and where it stands if not where YAML stumbled over it. */
interface Slip {
  what: string
  cure: string
  from?: number
  to?: number
}

/** A syntax error of YAML in the words of a user who has never heard of YAML. */
export function yamlTrouble(text: string, document: Document.Parsed, trouble: YAMLError, placeAt: PlaceAt): LabError {
  const [start, end] = trouble.pos
  const { what, cure, from = start, to = end } = byCode(text, trouble) ?? byText(text, document, trouble) ?? unnamed(trouble)
  return new LabError('yaml', what, cure, placeAt(from, to))
}

const unnamed = ({ message }: YAMLError): Slip => ({
  what: message.startsWith('Maximum call stack')
    ? 'The document is nested too deep'
    : `The line cannot be read: ${message.split('\n')[0]!.replace(/ at line \d+.*$/, '')}`,
  cure: 'Check quotes, brackets and indentation; put expressions in double quotes.'
})

/** Slips that YAML's own code tells apart. */
function byCode(text: string, { code, message, pos: [start, end] }: YAMLError): Slip | undefined {
  const found = text.slice(start, end)
  switch (code) {
    case 'DUPLICATE_KEY': {
      const key = /^(?:"[^"\n]*"|[^\s:,]+)/.exec(text.slice(start))?.[0] ?? 'A key'
      return { what: `${key.replaceAll('"', '')} stands twice`, cure: 'Remove one of them.', to: start + key.length }
    }
    case 'TAB_AS_INDENT':
      return { what: 'A tab is used for indentation', cure: 'Indent with blanks.' }
    case 'MULTIPLE_DOCS':
      return { what: 'The file holds more than one document', cure: 'Put each one into a file of its own.' }
    case 'BAD_DQ_ESCAPE':
      return {
        what: `In double quotes ${found} has a meaning of its own`,
        cure: 'TeX is not read here: write gamma for \\gamma, a/b for \\frac{a}{b}, sqrt(x) for \\sqrt{x}.'
      }
    case 'BAD_SCALAR_START':
      return { what: `${text[start]!} cannot begin a value`, cure: 'Put the value in double quotes.', to: start + 1 }
    case 'UNEXPECTED_TOKEN': {
      const stray = /token in YAML stream: "([\]}])"/.exec(message)?.[1]
      return stray === undefined ? undefined : { what: `This ${stray} closes nothing`, cure: 'Remove it, or open a bracket before it.' }
    }
    default:
      return undefined
  }
}

/** Slips that the text around the place gives away. */
function byText(text: string, document: Document.Parsed, { code, message, pos: [start, end] }: YAMLError): Slip | undefined {
  const line = lineAt(text, start)
  if (SINGLE_QUOTES.test(line.text))
    return { what: 'The line cannot be read: a single quote ends at the next prime', cure: `Put equations in double quotes: "g' = -g".` }
  const semicolon = text.slice(start, Math.max(end, start + 1)).indexOf(';')
  if (semicolon >= 0) {
    const at = start + semicolon
    return { what: 'A semicolon does not separate here', cure: 'Write a comma.', from: at, to: at + 1 }
  }
  const open = unclosed(text, document, start)
  if (open !== undefined) {
    const sign = text[open]!
    return { what: `This ${sign} is never closed`, cure: `Add the ${CLOSING[sign]!} that is missing.`, from: open, to: open + 1 }
  }
  const begin = line.start + line.text.length - line.text.trimStart().length
  const whole = { from: begin, to: line.start + line.text.trimEnd().length }
  if (code === 'BAD_INDENT')
    return {
      what: 'The line begins in another column than the lines that it belongs to',
      cure: 'Let all keys of one mapping begin in the same column, and what is under a key further to the right.',
      ...whole
    }
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && message.startsWith('Nested')) return secondColon(line.text, start)
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && line.text.trimStart().startsWith('- '))
    return { what: 'A list begins here, but its key has a value already', cure: 'Put all of them into the list, one a line.', ...whole }
  if (code === 'BLOCK_IN_FLOW' || /^Missing , or : between/.test(message))
    return {
      what: 'A comma is missing in this list or mapping',
      cure: 'Separate values by commas; put expressions in double quotes.',
      to: start + 1
    }
  if (code !== 'MULTILINE_IMPLICIT_KEY' && code !== 'MISSING_CHAR') return undefined
  return withoutColon(line.text.trim(), whole)
}

/** name: Decay: the first, parameters: gamma: 2, g0: 10 */
function secondColon(line: string, from: number): Slip | undefined {
  const [, key, value] = /^\s*([^\s:]+):\s+(.*?)\s*$/.exec(line) ?? []
  if (key === undefined || value === undefined) return undefined
  const isMapping = /^\(?\s*\w+: [^:]*(, \w+: [^:]*)*\)?$/.test(value) && !['name', 'text', 'source', 'group'].includes(key)
  const bare = value.replace(/^\(\s*|\s*\)$/g, '')
  return {
    what: 'This line has a second colon',
    cure: isMapping ? `Write ${key}: { ${bare} }` : `Put the text in quotes: ${key}: ${JSON.stringify(value)}`,
    to: from + value.length
  }
}

/** A line that is no `key: value`. */
function withoutColon(line: string, whole: { from: number; to: number }): Slip | undefined {
  const glued = /^([A-Za-z_]+):(\S.*)$/.exec(line)
  if (glued !== null) return { what: 'A blank is missing behind the colon', cure: `Write ${glued[1]!}: ${glued[2]!}`, ...whole }
  const [, key, value] = /^([A-Za-z_]+)(?:\s*=\s*|\s+|$)(.*)$/.exec(line) ?? []
  if (key !== undefined && value !== undefined) {
    const meant = `${key}: ${value === '' ? '…' : value}`
    return { what: `A colon is missing behind ${key}`, cure: `Write ${meant}`, from: whole.from, to: whole.from + key.length }
  }
  return { what: 'This stands under no key', cure: 'Write a key and a colon before it, such as unknowns: [g].', ...whole }
}

export function strayAlias(place: Place): LabError {
  return new LabError('yaml', 'A * at the beginning of a value means something else in YAML', 'Put the expression in double quotes.', place)
}

/** The line around an offset, and where it begins. */
function lineAt(text: string, at: number): { text: string; start: number } {
  const start = text.lastIndexOf('\n', at - 1) + 1
  return { text: text.slice(start).split('\n')[0]!, start }
}

/** A value in single quotes that a prime ends: 'g' = -g'. */
const SINGLE_QUOTES = /(?:^|[[{,:-])\s*'[^'\n]*'\s*[=+\-*/(\w]/

const CLOSING: Record<string, string> = { '[': ']', '{': '}', '"': '"', "'": "'" }

/** Where the innermost bracket or quote begins that is still open at an offset. */
function unclosed(text: string, document: Document.Parsed, at: number): number | undefined {
  let found: number | undefined
  visit(document, (_, node) => {
    const flow = (isSeq(node) || isMap(node)) && node.flow === true
    const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')
    if ((!flow && !quoted) || !node.range) return
    const [start, end] = node.range
    const whole = text.slice(start, end).trimEnd()
    const closed = whole.length > 1 && whole.endsWith(CLOSING[text[start]!] ?? '')
    if (!closed && start < at && (found === undefined || start > found)) found = start
  })
  return found
}
