import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { LabError } from '../../../core/errors.ts'
import type { Place } from '../../../core/errors.ts'
import { loadProblem } from '../../../core/problem/document.ts'
import { LONGEST_FILE, MOST_FILES } from '../../api/contract.ts'

/**
 * The contents of the files that a problem names under `data:`, by the name that it gives them; paths are relative to the folder of the
 * problem file. Only the command line reads them: what comes through another door brings its contents along. A file that is not
 * there is left out, and the check says so at its place.
 */
export function readDataFiles(source: string, file: string, folder: string): Record<string, string> {
  const named = namedFiles(source, file)
  if (named.size > MOST_FILES) {
    const [, place] = [...named][MOST_FILES] ?? []
    throw new LabError(
      'data-many',
      `The problem names ${named.size} data files; the most is ${MOST_FILES}`,
      'Put them into fewer files.',
      place
    )
  }
  const there = [...named].filter(([name]) => existsSync(resolve(folder, name)))
  return Object.fromEntries(there.map(([name, place]) => [name, readData(resolve(folder, name), name, place)]))
}

function namedFiles(source: string, file: string): Map<string, Place> {
  try {
    const loaded = loadProblem(source, file)
    const { data = [] } = loaded.document
    if (!Array.isArray(data)) return new Map([[data.file, loaded.place(['data', 'file'])]])
    return new Map(data.map((each, k) => [each.file, loaded.place(['data', k, 'file'])]))
  } catch (thrown) {
    // What is wrong with the problem itself is said where it is checked.
    if (thrown instanceof LabError) return new Map()
    throw thrown
  }
}

function readData(path: string, name: string, place: Place): string {
  const found = refusing(() => statSync(path), name, place)
  if (!found.isFile()) throw unreadable(name, 'it is no file', place)
  const { size } = found
  if (size > LONGEST_FILE)
    throw new LabError(
      'data-large',
      `The data file ${name} has ${(size / 1e6).toFixed(1)} MB; the most is ${LONGEST_FILE / 1e6} MB`,
      'Keep the columns and rows that the problem needs, for example every tenth row.',
      place
    )
  const bytes = refusing(() => readFileSync(path), name, place)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new LabError('data-encoding', `The data file ${name} is not text in UTF-8`, 'Save it as CSV in UTF-8.', place)
  }
}

function refusing<T>(read: () => T, name: string, place: Place): T {
  try {
    return read()
  } catch (thrown) {
    throw unreadable(name, thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown), place)
  }
}

function unreadable(name: string, why: string, place: Place): LabError {
  return new LabError('data-unreadable', `The data file ${name} cannot be read: ${why}`, 'Name a CSV file that you may read.', place)
}
