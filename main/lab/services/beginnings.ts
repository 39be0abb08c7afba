import { LabError } from '../../../core/errors.ts'
import type { Experiment } from '../../../core/training/experiment.ts'
import { extended } from '../../../core/training/phases.ts'
import type { Checkpoint } from '../../../core/training/session.ts'
import { transferred } from '../../../core/training/transfer.ts'
import type { RunDetail } from '../../api/types.ts'
import type { Store } from '../store/index.ts'
import type { Start } from '../store/starts.ts'
import { experimentOf } from './experiments.ts'

/** What an experiment begins with under `training.from`; null where it draws its weights. */
export function startFrom(store: Store, experiment: Experiment): Start | null {
  const { from } = experiment.settings.training
  if (from === undefined) return null
  const origin = store.runs.detail(from)
  const { parameters, form } = weightsOf(store, origin)
  const checkpoint = transferred(experiment, { run: from, experiment: experimentOf(store, origin), parameters, form })
  return { origin: from, how: 'from', checkpoint }
}

/** A finished run as it goes on for so many iterations: its experiment with them, and what it begins with. */
export function continuation(store: Store, run: RunDetail, iterations: number): { experiment: Experiment; start: Start } {
  if (run.status !== 'FINISHED')
    throw new LabError(
      'run-not-finished',
      `${run.run} is ${run.status}: only a finished run is continued.`,
      'A paused, cancelled or lost one is resumed; one that diverged is started again with other settings.'
    )
  const checkpoint = weightsOf(store, run)
  if (checkpoint.course?.over !== undefined)
    throw new LabError(
      'run-complete',
      `${run.run} chose its attempts by itself, and they have ended: ${checkpoint.course.over.reason ?? 'all iterations were made'}`,
      `Start another run with more iterations, or one by a method of your own from these weights: training: { from: ${run.run}, optimizer: gauss_newton }.`
    )
  const training = extended(run.settings.training, checkpoint.iteration, iterations)
  const experiment = experimentOf(store, { ...run, settings: { ...run.settings, training } })
  return { experiment, start: { origin: run.run, how: 'continue', checkpoint } }
}

/** Where a stored run stands: its newest checkpoint, before the first what it began with; null where that is drawn from the seed. */
export function standingOf(store: Store, run: string): Checkpoint | null {
  return store.results.checkpoint(run) ?? store.runs.starts.get(run)?.checkpoint ?? null
}

function weightsOf(store: Store, { run }: RunDetail): Checkpoint {
  const checkpoint = store.results.checkpoint(run)
  if (checkpoint === null) throw new LabError('run-untrained', `${run} has no weights yet.`, 'Wait until it has trained for some seconds.')
  if (!checkpoint.parameters.every(Number.isFinite))
    throw new LabError('run-diverged', `The weights of ${run} are not finite numbers.`, 'Take another run, or a smaller learning rate.')
  return checkpoint
}
