import type { RunDetail } from '../../main/api/types.ts'
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
    if (empty && first !== undefined) session.place({ title: first.name, problem: { id: first.id } })
    return
  }
  const entry = library.find(id)
  if (entry !== undefined) return session.place({ title: entry.name, problem: { id } })
  const run = await lab()['run.get']({ run: id })
  session.place(await sheetOf(run))
}

/** A stored run as it was made. What the library still holds is named, so that runs of one problem stay together. */
async function sheetOf(run: RunDetail): Promise<Sheet> {
  const known = library.find(run.problem) !== undefined && (await lab()['library.get']({ id: run.problem })).yaml === run.problemYaml
  const { problemName: title, settings, parameters } = run
  return { title, problem: known ? { id: run.problem } : { source: run.problemYaml }, settings, parameters, run: run.run }
}
