import type { ExperimentInput } from '../../main/api/types.ts'
import { lab } from '../state/lab.ts'
import { library } from '../state/library.svelte.ts'
import { session } from '../state/session.svelte.ts'
import { experimentOf } from '../state/experiment-of.ts'
import { fieldsOf } from './document.ts'
import type { Fields } from './fields.ts'
import { inQueue } from './runs-of.ts'

/** What a sweep is laid over: an experiment, and where it came from. */
export interface Base {
  id: string
  label: string
  experiment: ExperimentInput
}

/** Where the form starts: the experiment, and what the link brought to be varied. */
export interface Start {
  base: Base
  /** a sweep file to begin with, and the form that means the same, where one does */
  document: string | null
  fields: Fields | null
}

const isOnBench = () => !('source' in session.sheet.problem && session.sheet.problem.source.trim() === '')

/** The experiments to choose from: what lies on the bench, and the library. */
export function bases(extra: Base | null): Base[] {
  const bench: Base[] = isOnBench() ? [{ id: 'bench', label: `On the bench: ${session.sheet.title}`, experiment: session.experiment }] : []
  const built = library.entries.map(({ id, name }): Base => ({ id: `library:${id}`, label: name, experiment: { problem: { id } } }))
  return [...(extra === null ? [] : [extra]), ...bench, ...built]
}

/**
 * What a link asks for: `?from=SWEEP` that sweep once more, `?run=RUN` a sweep around a stored run, `?problem=ID` one of the library's; without any
 * of them what lies on the bench, else the first of the library.
 */
export async function startOf(query: URLSearchParams): Promise<Start> {
  const [from, run, problem] = [query.get('from'), query.get('run'), query.get('problem')]
  if (from !== null) {
    const sweep = await lab()['sweep.get']({ sweep: from })
    const sample = inQueue(sweep).find((one) => one.run !== null)?.run
    const experiment: ExperimentInput =
      sample == null ? { problem: { id: sweep.problem } } : await experimentOf(await lab()['run.get']({ run: sample }))
    const fields = fieldsOf(sweep.document)
    return { base: { id: `sweep:${from}`, label: `As in ${sweep.name}`, experiment }, document: sweep.document, fields }
  }
  if (run !== null) {
    const detail = await lab()['run.get']({ run })
    return {
      base: { id: `run:${run}`, label: `As in ${detail.name}`, experiment: await experimentOf(detail) },
      document: null,
      fields: null
    }
  }
  const all = bases(null)
  const base = all.find(({ id }) => id === (problem === null ? 'bench' : `library:${problem}`)) ?? all[0]
  if (base === undefined) throw new Error('there is no problem to sweep over: open one on the bench first')
  return { base, document: null, fields: null }
}
