import type { LibraryEntry, RunDetail } from '../../main/api/types.ts'
import { experimentOf } from '../state/experiment-of.ts'
import { lab } from '../state/lab.ts'
import { library } from '../state/library.svelte.ts'
import { session } from '../state/session.svelte.ts'
import type { Sheet } from '../state/session.svelte.ts'

/** What a new problem begins with: an example small enough to be written over. */
const TEMPLATE = "g' = -g\ng(0) = 1\nt in [0, 1]\nname: New problem\n"

/** Lays on the bench what a link names: a library problem, a stored run, a new problem; null keeps what lies there. */
export async function placeOnBench(id: string | null): Promise<void> {
  const { sheet } = session
  if (id === 'file' || (id !== null && id === sheet.run)) return
  if (id === 'new') return session.place({ title: 'New problem', problem: { source: TEMPLATE } })
  if (id === null) {
    const empty = 'source' in sheet.problem && sheet.problem.source === ''
    const [first] = library.entries
    if (empty && first !== undefined) await placeEntry(first)
    return
  }
  const entry = library.find(id)
  if (entry !== undefined) return placeEntry(entry)
  const run = await lab()['run.get']({ run: id })
  session.place(await sheetOf(run))
}

/** A problem of the library. Its data are laid beside it, so that they are still there once its text is edited. */
async function placeEntry({ id, name: title }: LibraryEntry): Promise<void> {
  session.place({ title, problem: { id } })
  const { files = {} } = await lab()['library.get']({ id })
  const { problem } = session.sheet
  if ('id' in problem && problem.id === id && Object.keys(files).length > 0) session.note({ files })
}

/** A stored run as it was made. */
async function sheetOf(run: RunDetail): Promise<Sheet> {
  const { problem, files = {} } = await experimentOf(run)
  const { problemName: title, settings, parameters } = run
  return { title, problem, settings, parameters, files, run: run.run }
}
