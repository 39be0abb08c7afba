import { LabError } from '../../../core/errors.ts'
import type { RunStatus } from '../../api/types.ts'
import type { Answers, Context } from '../context.ts'
import { differences } from './differences.ts'
import { thinned } from './thinned.ts'

type Runs = Pick<
  Answers,
  | 'run.list'
  | 'run.get'
  | 'run.curve'
  | 'run.files'
  | 'run.diff'
  | 'run.rename'
  | 'run.tag'
  | 'run.pin'
  | 'run.trash'
  | 'run.restore'
  | 'run.purge'
>

const BUSY: ReadonlySet<RunStatus> = new Set(['QUEUED', 'RUNNING'])

/** Stored runs: looking, naming, and the trash. */
export function runs({ store, queue, emit }: Context): Runs {
  const changed = (run: string) => {
    emit('run.changed', { run, sweep: store.runs.row(run).sweep })
    return null
  }
  /** all of them or none */
  const forEach = (ids: readonly string[], act: (run: string) => void) => {
    store.db.transaction(() => ids.forEach(act)).immediate()
    ids.forEach(changed)
    return null
  }
  return {
    'run.list': (filter) => store.runs.list(filter),
    'run.get': ({ run }) => store.runs.detail(run),
    'run.curve': async ({ run }) => {
      store.runs.row(run)
      return { run, ...thinned((await queue.look(run, 'curve')) ?? store.results.curve(run)) }
    },
    'run.files': ({ run }) => store.runs.files.of(store.runs.row(run).id),
    'run.diff': ({ runs }) => differences(runs.map((run) => store.runs.detail(run))),
    'run.rename': ({ run, name }) => {
      store.runs.rename(run, name)
      return changed(run)
    },
    'run.tag': ({ run, tags }) => {
      store.runs.tag(run, tags)
      return changed(run)
    },
    'run.pin': ({ run, pinned }) => {
      store.runs.pin(run, pinned)
      return changed(run)
    },
    'run.trash': ({ runs }) =>
      forEach(runs, (run) => {
        if (BUSY.has(store.runs.row(run).status))
          throw new LabError('run-busy', `${run} is still being trained.`, 'Pause or cancel it first.')
        store.runs.trash(run, true)
      }),
    'run.restore': ({ runs }) => forEach(runs, (run) => store.runs.trash(run, false)),
    'run.purge': ({ runs }) => {
      const rows = runs.map((run) => store.runs.row(run))
      const kept = rows.find(({ trashed_at }) => trashed_at === null)
      if (kept !== undefined)
        throw new LabError(
          'run-not-trashed',
          `${kept.id} does not lie in the trash.`,
          'Move it to the trash first; only what lies there is deleted for good.'
        )
      store.runs.purge(runs)
      for (const { id, sweep } of rows) emit('run.changed', { run: id, sweep })
      return null
    }
  }
}
