import { LabError, type Place } from '../errors.ts'
import type { Span } from './ast.ts'

/** Line and column (from 1) of a span of a text that may have several lines. */
export function placeIn(text: string, span: Span): Place {
  const before = text.slice(0, span.start)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: span.start - lineStart + 1, length: Math.max(1, span.length) }
}

/** An error at a span of an expression; `replacement` is put in place of the span. */
export function trouble(text: string, span: Span, code: string, message: string, cure: string, replacement?: string): LabError {
  return new LabError(code, message, cure, placeIn(text, span), replacement)
}

/** From the first character of one span to the last of another. */
export function covering(first: Span, last: Span): Span {
  return { start: first.start, length: last.start + last.length - first.start }
}
