import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { LabError } from '../../../core/errors.ts'
import { EXIT } from './verb.ts'

/** What ran into trouble outside the user's input; everything else is bad input. */
const OUTSIDE: ReadonlySet<string> = new Set([
  'internal',
  'disk-full',
  'store-locked',
  'out-of-memory',
  'worker-died',
  'no-browser',
  'browser-failed',
  'not-built',
  'page-missing',
  'figure',
  'address-in-use',
  'cannot-listen',
  'run-elsewhere',
  'sweep-elsewhere'
])

export function exitCodeOf(error: LabError): number {
  return OUTSIDE.has(error.code) ? EXIT.failed : EXIT.badInput
}

function lineOf({ file, line }: LabError['place'], cwd: string, text: string | undefined): string | undefined {
  if (line === undefined) return undefined
  if (text !== undefined) return text.split(/\r?\n/)[line - 1]
  if (file === undefined) return undefined
  try {
    return readFileSync(resolve(cwd, file), 'utf8').split(/\r?\n/)[line - 1]
  } catch (thrown) {
    // The place names a text that is no file, such as a problem of the library.
    if (thrown instanceof Error && 'code' in thrown) return undefined
    throw thrown
  }
}

/**
 * An error for people: `file:line:column: message`, the line with carets under the place, the cure.
 * @param cwd where relative names of files are meant
 * @param text what the place counts in, where it is not the file's own text
 */
export function describeFailure(error: LabError, cwd: string, text?: string): string {
  const { file, line, column, length } = error.place
  // Lines of a text that is no file of the user's, such as a problem of the library, are counted for nobody.
  const where = file === undefined ? '' : [file, line, column].filter((part) => part !== undefined).join(':')
  const source = lineOf(error.place, cwd, text)
  const caret = source === undefined || column === undefined ? [] : [`  ${' '.repeat(column - 1)}${'^'.repeat(Math.max(1, length ?? 1))}`]
  return [`${where === '' ? '' : `${where}: `}${error.message}`, ...(source === undefined ? [] : [`  ${source}`, ...caret]), error.cure]
    .map((each) => `${each}\n`)
    .join('')
}

/** The same error without the keys that say nothing. */
export function failureDocument(error: LabError): { error: object } {
  return { error: error.toJSON() }
}
