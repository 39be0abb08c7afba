import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node, type Pair } from 'yaml'
import { LabError, type LabErrorJson, type Place } from '../errors.ts'
import type { Span } from '../expression/ast.ts'
import type { Path } from './document-explain.ts'
import { scalarOffsets } from './yaml-offsets.ts'
import { quoteWarnings, refuseTraps } from './yaml-traps.ts'
import { strayAlias, yamlTrouble } from './yaml-trouble.ts'

/** A document as data, and the way from any path in it back to the text. */
export interface Source {
  data: unknown
  format: 'yaml' | 'json' | 'paper'
  /** of the value at a path, or of a part of the text that is there; of what holds it where nothing is there */
  place(path: Path, span?: Span): Place
  placeOfKey(path: Path): Place
  warnings: LabErrorJson[]
}

/** What stands at offsets of a text: line and column count from 1, the length ends with the line. */
export function placer(text: string, file: string | undefined): (start: number, end: number) => Place {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let k = text.indexOf('\n'); k >= 0; k = text.indexOf('\n', k + 1)) lines.addNewLine(k + 1)
  return (start, end) => {
    const { line, col } = lines.linePos(Math.min(start, text.length))
    const lineEnd = text.indexOf('\n', start)
    const stop = Math.min(end, lineEnd < 0 ? text.length : lineEnd)
    return { ...(file === undefined ? {} : { file }), line, column: col, length: Math.max(1, stop - start) }
  }
}

/** Reads YAML (or JSON, which is YAML). Throws a LabError with the place where it cannot be read. */
export function readYaml(text: string, file?: string): Source {
  const placeAt = placer(text, file)
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' })
  const [error] = document.errors
  if (error !== undefined) throw yamlTrouble(text, document, error, placeAt)
  refuseTraps(text, document, placeAt)
  const data = asData(document, placeAt)
  const place = (path: Path, span?: Span): Place => {
    const found = nodeAt(document, path)
    if (found.rest > 0) {
      // of something that is not there: its key where that is written, else the key of what should hold it
      if (found.rest === 1 && path.length > 1 && keyAt(path) !== undefined) return placeOfKey(path)
      const owner = path.slice(0, path.length - found.rest)
      return owner.length === 0 ? placeAt(0, Math.max(1, text.indexOf('\n'))) : placeOfKey(owner)
    }
    const range = found.node?.range
    if (range === null || range === undefined) return placeOfKey(path)
    const [start, end] = range
    if (start === end && path.length > 0) return placeOfKey(path)
    if (span === undefined || !isScalar(found.node) || typeof found.node.value !== 'string')
      return placeAt(start, trimmedEnd(text, start, end))
    const value = found.node.value
    const lead = value.length - value.trimStart().length
    const offsets = scalarOffsets(value, text.slice(start, end), found.node.type)
    const at = (index: number): number => offsets[Math.min(lead + index, value.length)]!
    return placeAt(start + at(span.start), start + at(span.start + Math.max(1, span.length)))
  }
  const keyAt = (path: Path): Node['range'] | undefined => {
    const holder = nodeAt(document, path.slice(0, -1))
    const pair = holder.rest === 0 && isMap(holder.node) ? pairOf(holder.node.items, path.at(-1)!) : undefined
    return (pair?.key as Node | undefined)?.range ?? undefined
  }
  const placeOfKey = (path: Path): Place => {
    const range = keyAt(path)
    if (range) return placeAt(range[0], range[1])
    return path.length === 0 ? placeAt(0, Math.max(1, text.indexOf('\n'))) : place(path.slice(0, -1))
  }
  const json = /^\s*\{/.test(text) && isJson(text)
  return { data, format: json ? 'json' : 'yaml', place, placeOfKey, warnings: quoteWarnings(text, document, placeAt) }
}

const trimmedEnd = (text: string, start: number, end: number): number => start + text.slice(start, end).trimEnd().length

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return false
    throw thrown
  }
}

function asData(document: Document.Parsed, placeAt: (start: number, end: number) => Place): unknown {
  visit(document, {
    Alias: (_, node) => {
      if (node.resolve(document) === undefined && node.range) throw strayAlias(placeAt(node.range[0], node.range[1]))
    }
  })
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    throw new LabError(
      'yaml',
      `The document cannot be read: ${message}`,
      'Write the values out in place of aliases (*name).',
      placeAt(0, 1)
    )
  }
}

function pairOf(items: readonly Pair[], key: string | number): Pair | undefined {
  return items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key))
}

/** The node at a path, and how many steps of it lead nowhere. */
function nodeAt(document: Document.Parsed, path: Path): { node: Node | null; rest: number } {
  let node: unknown = document.contents
  for (const [k, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document)
    let next: unknown
    if (isMap(node)) next = pairOf(node.items, step)?.value
    else if (isSeq(node) && typeof step === 'number') next = node.items[step]
    if (next === undefined || next === null) return { node: (node ?? null) as Node | null, rest: path.length - k }
    node = next
  }
  return { node: node as Node | null, rest: 0 }
}
