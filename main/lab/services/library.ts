import { LIBRARY, type LibraryProblem } from '../../../core/problem/library/index.ts'
import { outline } from '../../../core/problem/outline.ts'
import type { Answers } from '../context.ts'
import type { LibraryEntry } from '../../api/types.ts'
import { libraryProblem } from './documents.ts'

let entries: Promise<LibraryEntry[]> | null = null

/** The built-in problems. They cannot change while the lab runs, so they are read once. */
export function library(): Pick<Answers, 'library.list' | 'library.get'> {
  return {
    'library.list': () => (entries ??= readAll()),
    'library.get': ({ id }) => {
      const { yaml, files = {} } = libraryProblem(id)
      return { id, yaml, ...(Object.keys(files).length === 0 ? {} : { files: { ...files } }) }
    }
  }
}

/** Reads one problem after another and lets other work in between: the lab answers from the same thread. */
async function readAll(): Promise<LibraryEntry[]> {
  const read: LibraryEntry[] = []
  for (const problem of LIBRARY) {
    read.push(describe(problem))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return read
}

function describe({ id, yaml, files }: LibraryProblem): LibraryEntry {
  const { about, ...rest } = outline({ source: yaml, id, files })
  return { id, group: about.group, text: about.text, ...rest }
}
