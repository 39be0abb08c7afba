import { LIBRARY } from '../../../core/problem/library/index.ts'
import { outline } from '../../../core/problem/outline.ts'
import type { Answers } from '../context.ts'
import type { LibraryEntry } from '../../api/types.ts'
import { libraryProblem } from './documents.ts'

let entries: Promise<LibraryEntry[]> | null = null

/** The built-in problems. They cannot change while the lab runs, so they are read once. */
export function library(): Pick<Answers, 'library.list' | 'library.get'> {
  return {
    'library.list': () => (entries ??= readAll()),
    'library.get': ({ id }) => libraryProblem(id)
  }
}

/** Reads one problem after another and lets other work in between: the lab answers from the same thread. */
async function readAll(): Promise<LibraryEntry[]> {
  const read: LibraryEntry[] = []
  for (const { id, yaml } of LIBRARY) {
    read.push(describe(id, yaml))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return read
}

function describe(id: string, yaml: string): LibraryEntry {
  const { about, ...rest } = outline({ source: yaml, id })
  return { id, group: about.group, text: about.text, ...rest }
}
