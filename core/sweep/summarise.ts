import { statistics } from './statistics.ts'
import type { Level } from './levels.ts'

/** One run of a configuration, with the metric it is judged by. */
export interface Outcome<Status extends string = string> {
  run: string | null
  seed: string
  status: Status
  value: number | null
  iterations: number
  reason: string | null
}

/** The runs of one configuration, one per seed. */
export interface ConfigurationRuns<Status extends string = string> {
  config: string
  values: Record<string, Level>
  runs: Outcome<Status>[]
}

/** The same with its statistics; null stands for infinite or not known. */
export interface ConfigurationSummary<Status extends string = string> extends ConfigurationRuns<Status> {
  /** runs that were judged: ok + failed */
  n: number
  ok: number
  failed: number
  median: number | null
  over: boolean
  q25: number | null
  q75: number | null
  min: number | null
  max: number | null
}

export type Goal = 'minimize' | 'maximize'

/**
 * What a run says about its configuration, smaller being better: its metric; Infinity when it diverged or failed, or finished with a metric
 * that is no number; undefined when it says nothing (not finished, pruned, cancelled, lost, or without the metric).
 */
export function judged(outcome: Outcome, goal: Goal): number | undefined {
  if (outcome.status === 'DIVERGED' || outcome.status === 'FAILED') return Infinity
  if (outcome.status !== 'FINISHED' || outcome.value === null) return undefined
  if (!Number.isFinite(outcome.value)) return Infinity
  return goal === 'minimize' ? outcome.value : -outcome.value
}

/**
 * Statistics of every configuration, best median first. Order: medians, then those of which half failed (by their largest finite value),
 * then those of which more than half failed (by the share that did), then those of which nothing is known.
 */
export function summarise<Status extends string>(
  configurations: readonly ConfigurationRuns<Status>[],
  goal: Goal
): ConfigurationSummary<Status>[] {
  const turn = (value: number) => (Number.isFinite(value) ? (goal === 'minimize' ? value : -value) : null)
  const ranked = configurations.map((configuration) => {
    const values = configuration.runs.map((run) => judged(run, goal)).filter((value) => value !== undefined)
    const { n, failed, median, over, q25, q75, min, max } = statistics(values)
    const [low, high, first, third] = goal === 'minimize' ? [min, max, q25, q75] : [max, min, q75, q25]
    const summary: ConfigurationSummary<Status> = {
      ...configuration,
      n,
      ok: n - failed,
      failed,
      median: turn(median),
      over,
      q25: turn(first),
      q75: turn(third),
      min: turn(low),
      max: turn(high)
    }
    const tier = n === 0 ? 3 : median === Infinity ? 2 : over ? 1 : 0
    return { summary, tier, within: tier === 3 ? 0 : tier === 2 ? failed / n : median }
  })
  return ranked.sort((a, b) => a.tier - b.tier || a.within - b.within).map(({ summary }) => summary)
}
