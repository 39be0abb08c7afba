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

/** So many stored runs are kept ready to be looked at again: a slider asks for one many times a second. */
const READY = 4

/** The state of runs: of one that is being trained from its worker, of a stored one rebuilt. */
export function snapshots({ store, queue }: Context): Pick<Answers, 'run.snapshot'> {
  const ready = new Map<string, Session>()
  const rebuilt = (detail: RunDetail): Session => {
    const standing = standingOf(store, detail.run) ?? undefined
    const known = ready.get(detail.run)
    ready.delete(detail.run)
    const session = known?.iteration === (standing?.iteration ?? 0) ? known : new Session(experimentOf(store, detail), standing)
    ready.set(detail.run, session)
    for (const run of ready.keys()) if (ready.size > READY) ready.delete(run)
    return session
  }
  return {
    'run.snapshot': async ({ run, lens }) => {
      const detail = store.runs.detail(run)
      return (await queue.look(run, 'snapshot', lens)) ?? rebuilt(store.runs.detail(detail.run)).snapshot(lens)
    }
  }
}
