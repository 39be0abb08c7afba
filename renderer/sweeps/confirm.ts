import type { SweepConfiguration, SweepDetail } from '../../main/api/types.ts'
import { experimentOf } from '../state/experiment-of.ts'
import { lab } from '../state/lab.ts'
import { confirmation } from './document.ts'
import { freshSeeds, inQueue } from './runs-of.ts'

/** Seeds of a confirmation: with five against five a rank test can find a difference (p = 0.008 at best). */
const SEEDS = 5

/** Runs a few configurations of a sweep again with seeds that it has not used; returns the new sweep. */
export async function confirmSweep(sweep: SweepDetail, configurations: readonly SweepConfiguration[]): Promise<string> {
  const run = inQueue({ configurations: [...configurations] }).find((one) => one.run !== null)?.run
  if (run == null) throw new Error('none of these configurations has run yet')
  const detail = await lab()['run.get']({ run })
  const seeds = freshSeeds(sweep.seeds, SEEDS)
  const name = `${sweep.name.replace(/, fresh seeds.*$/, '')}, fresh seeds`
  const document = confirmation(name.slice(0, 200), sweep.metric, sweep.goal, configurations, seeds)
  const started = await lab()['sweep.start']({ document, experiment: await experimentOf(detail) })
  return started.sweep
}
