import { LabError } from '../../../core/errors.ts'
import type { RunStatus } from '../../api/types.ts'
import type { Answers, Context } from '../context.ts'
import type { RequestVerb } from '../store/owners.ts'
import type { RunRow } from '../store/rows.ts'
import type { NewRun } from '../store/runs.ts'
import { continuation, startFrom } from './beginnings.ts'
import { experimentOf, headline, newRun, resolve } from './experiments.ts'

type Training = Pick<Answers, 'run.start' | 'run.step' | 'run.pause' | 'run.resume' | 'run.cancel' | 'run.repeat' | 'run.continue'>

const RESUMABLE: ReadonlySet<RunStatus> = new Set(['PAUSED', 'LOST', 'CANCELLED'])

/** Starting runs and telling them what to do. */
export function training(context: Context): Training {
  const { store, queue, emit } = context
  const add = (run: NewRun, steps: number | null, also: (id: string) => void = () => undefined) => {
    const insert = store.db.transaction(() => {
      const [added] = store.runs.add([run], store.owners.id)
      if (added === undefined) throw new Error('A run was stored without an id.')
      also(added)
      return added
    })
    const id = insert.immediate()
    emit('run.changed', { run: id, sweep: null })
    queue.submit([{ run: id, sweep: null, concurrent: null, steps }])
    return { run: id }
  }
  const resume = (row: RunRow, steps: number | null) => {
    if (row.trashed_at !== null) throw new LabError('run-trashed', `${row.id} lies in the trash.`, 'Restore it first.')
    if (!RESUMABLE.has(row.status))
      throw new LabError(
        'run-not-resumable',
        `${row.id} is ${row.status}: it cannot go on.`,
        'Only paused, cancelled and lost runs go on; start a new one.'
      )
    if (store.runs.claim([row.id], store.owners.id).length === 0) throw elsewhere(row.id)
    store.runs.update(row.id, { status: 'QUEUED', reason: null, finishedAt: null })
    emit('run.changed', { run: row.id, sweep: row.sweep })
    queue.submit([{ run: row.id, sweep: null, concurrent: null, steps }])
  }
  /** Does it here where the run is trained here, else asks the process that trains it. */
  const tell = (id: string, verb: RequestVerb, here: () => void, count: number | null = null) => {
    const row = store.runs.row(id)
    if (queue.has(id)) here()
    else if (row.owner !== null && row.owner !== store.owners.id) store.owners.ask(row.owner, verb, id, count)
    else
      throw new LabError(
        'run-idle',
        `${id} is ${row.status}: nothing trains it.`,
        'Only queued and running runs can be paused or cancelled.'
      )
    return null
  }
  return {
    'run.start': ({ experiment, name = null, steps = null }) => {
      const resolved = resolve(experiment)
      return add(newRun(resolved, context, { ...headline(resolved), name, start: startFrom(store, resolved) }), steps)
    },
    'run.step': ({ run, count }) => {
      const row = store.runs.row(run)
      if (RESUMABLE.has(row.status) && !queue.has(run)) resume(row, count)
      else tell(run, 'run.step', () => queue.step(run, count), count)
      return null
    },
    'run.pause': ({ run }) => tell(run, 'run.pause', () => queue.pause(run)),
    'run.resume': ({ run }) => {
      resume(store.runs.row(run), null)
      return null
    },
    'run.cancel': ({ run }) => {
      const row = store.runs.row(run)
      const resting = row.status === 'PAUSED' || row.status === 'LOST'
      if (!resting || queue.has(run)) return tell(run, 'run.cancel', () => queue.cancel(run))
      store.runs.update(run, { status: 'CANCELLED', finishedAt: new Date().toISOString() })
      emit('run.changed', { run, sweep: row.sweep })
      return null
    },
    'run.repeat': ({ run }) => {
      const original = store.runs.detail(run)
      const { equation, latex } = original
      const more = { equation, latex, name: `${original.name} again`, repeats: run, start: store.runs.starts.get(run) }
      return add(newRun(experimentOf(store, original), context, more), null)
    },
    'run.continue': ({ run, iterations, name, steps = null }) => {
      const original = store.runs.detail(run)
      const { experiment, start } = continuation(store, original, iterations)
      const { equation, latex, seconds } = original
      const more = { equation, latex, name: name ?? `${original.name} continued`, start }
      return add(newRun(experiment, context, more), steps, (id) => {
        // its curve and its time begin with those of the run that it goes on with
        store.results.saveCheckpoint(id, start.checkpoint)
        store.runs.update(id, { seconds, iterations: start.checkpoint.iteration })
      })
    }
  }
}

function elsewhere(run: string): LabError {
  return new LabError('run-elsewhere', `${run} is being trained by another process.`, 'Wait until it has ended, or pause it there.')
}
