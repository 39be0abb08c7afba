import { isMap, isScalar, isSeq, visit, type Document, type YAMLError } from 'yaml'
import { LabError, type Place } from '../errors.ts'

type PlaceAt = (start: number, end: number) => Place

/** A syntax error of YAML in the words of a user who has never heard of YAML. */
export function yamlTrouble(text: string, document: Document.Parsed, { code, message, pos }: YAMLError, placeAt: PlaceAt): LabError {
  const [start, end] = pos
  const error = (what: string, cure: string, place = placeAt(start, end)): LabError => new LabError('yaml', what, cure, place)
  if (code === 'DUPLICATE_KEY') {
    const key = /^(?:"[^"\n]*"|[^\s:,]+)/.exec(text.slice(start))?.[0] ?? 'A key'
    return error(`${key.replaceAll('"', '')} stands twice`, 'Remove one of them.', placeAt(start, start + key.length))
  }
  if (code === 'TAB_AS_INDENT') return error('A tab is used for indentation', 'Indent with blanks.')
  if (code === 'MULTIPLE_DOCS') return error('The file holds more than one document', 'Put each one into a file of its own.')
  if (singleQuotes(text, start)) {
    return error('The line cannot be read: a single quote ends at the next prime', `Put equations in double quotes: "g' = -g".`)
  }
  const open = unclosed(text, document, start)
  if (open !== undefined) {
    const sign = text[open]!
    return error(`This ${sign} is never closed`, `Add the ${CLOSING[sign]!} that is missing.`, placeAt(open, open + 1))
  }
  const first = message.split('\n')[0]!.replace(/ at line \d+.*$/, '')
  return error(`The line cannot be read: ${first}`, 'Check quotes, brackets and indentation; put expressions in double quotes.')
}

export function strayAlias(place: Place): LabError {
  return new LabError('yaml', 'A * at the beginning of a value means something else in YAML', 'Put the expression in double quotes.', place)
}

/** Whether the trouble comes from a prime inside single quotes: 'g' = -g'. */
function singleQuotes(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1).split('\n')[0]!
  return /'[^']*'\s*[=+\-*(]/.test(line) || /'\w+'\w*\s*=/.test(line)
}

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
