import { LabError } from '../../../core/errors.ts'
import { evaluateSolution } from '../../../core/training/solution.ts'
import type { Answers, Context } from '../context.ts'
import { standingOf } from './beginnings.ts'
import { experimentOf } from './experiments.ts'

/** Trained solutions at points of the user's choice; of a run that is being trained, as its newest checkpoint has it. */
export function evaluations({ store }: Pick<Context, 'store'>): Pick<Answers, 'run.evaluate'> {
  return {
    'run.evaluate': ({ run, points, derivatives }) => {
      const detail = store.runs.detail(run)
      const checkpoint = standingOf(store, run)
      if (checkpoint === null)
        throw new LabError('run-untrained', `${run} has no weights yet.`, 'Wait until it has trained for some seconds.')
      const { iteration, parameters, form } = checkpoint
      return { run, iteration, ...evaluateSolution(experimentOf(store, detail), parameters, points, derivatives, form) }
    }
  }
}
