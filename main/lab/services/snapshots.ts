import { Session } from '../../../core/training/session.ts'
import type { Snapshot } from '../../../core/training/snapshot.ts'
import type { RunDetail } from '../../api/types.ts'
import type { Answers, Context } from '../context.ts'
import type { Store } from '../store/index.ts'
import { standingOf } from './beginnings.ts'
import { experimentOf } from './experiments.ts'

/** The state of a stored run, rebuilt from its weights; before the first checkpoint that of the untrained network. */
export function storedSnapshot(store: Store, detail: RunDetail): Snapshot {
  return new Session(experimentOf(store, detail), standingOf(store, detail.run) ?? undefined).snapshot()
}

/** The state of runs: of one that is being trained from its worker, of a stored one rebuilt. */
export function snapshots({ store, queue }: Context): Pick<Answers, 'run.snapshot'> {
  return {
    'run.snapshot': async ({ run }) => {
      const detail = store.runs.detail(run)
      return (await queue.look(run, 'snapshot')) ?? storedSnapshot(store, store.runs.detail(detail.run))
    }
  }
}
