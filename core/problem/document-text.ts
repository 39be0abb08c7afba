import { LabError } from '../errors.ts'

export const LONGEST_TEXT = 1_000_000

/** The text of a document without a byte order mark; refuses what is empty, too large or no text at all. */
export function checkText(text: string, file?: string): string {
  const place = { ...(file === undefined ? {} : { file }), line: 1, column: 1, length: 1 }
  if (text.length > LONGEST_TEXT) {
    const size = `${(text.length / 1e6).toFixed(1)} million characters`
    throw new LabError(
      'too-large',
      `The document has ${size}; the most is ${LONGEST_TEXT / 1e6} million`,
      'Keep data in a CSV file of its own.',
      place
    )
  }
  const clean = text.startsWith('\ufeff') ? text.slice(1) : text
  if (clean.trim() === '') {
    throw new LabError('empty', 'The document is empty', `Begin with an equation such as g' = -2*g.`, place)
  }
  if (/[^\P{Cc}\s]|\ufffd/u.test(clean)) {
    throw new LabError('not-text', 'The file is not a text file in UTF-8', 'Save it as plain text in UTF-8.', place)
  }
  return clean.replaceAll('\r\n', '\n')
}
