import { Session } from '../../../core/training/session.ts'
import type { Answers, Context } from '../context.ts'
import { experimentOf } from './experiments.ts'

/** The state of runs: of one that is being trained from its worker, of a stored one rebuilt from its weights. */
export function snapshots({ store, queue }: Context): Pick<Answers, 'run.snapshot'> {
  return {
    'run.snapshot': async ({ run }) => {
      const detail = store.runs.detail(run)
      const live = await queue.look(run, 'snapshot')
      if (live !== null) return live
      return new Session(experimentOf(detail), store.results.checkpoint(run) ?? undefined).snapshot()
    }
  }
}
