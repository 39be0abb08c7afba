import { LabError } from '../../../core/errors.ts'
import type { RunStatus } from '../../api/types.ts'
import type { Answers, Context } from '../context.ts'
import type { RequestVerb } from '../store/owners.ts'
import type { RunRow } from '../store/rows.ts'
import { experimentOf, headline, newRun, resolve } from './experiments.ts'

type Training = Pick<Answers, 'run.start' | 'run.step' | 'run.pause' | 'run.resume' | 'run.cancel' | 'run.repeat'>

const RESUMABLE: ReadonlySet<RunStatus> = new Set(['PAUSED', 'LOST', 'CANCELLED'])

/** Starting runs and telling them what to do. */
export function training(context: Context): Training {
  const { store, queue, emit } = context
  const add = (run: Parameters<typeof store.runs.add>[0][number], steps: number | null) => {
    const [id] = store.runs.add([run], store.owners.id)
    if (id === undefined) throw new Error('A run was stored without an id.')
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
      return add(newRun(resolved, context, { ...headline(resolved), name }), steps)
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
      return add(newRun(experimentOf(store, original), context, { equation, latex, name: `${original.name} again`, repeats: run }), null)
    }
  }
}

function elsewhere(run: string): LabError {
  return new LabError('run-elsewhere', `${run} is being trained by another process.`, 'Wait until it has ended, or pause it there.')
}
