import type { RunSummary } from '../../main/api/types.ts'
import type { METRICS } from '../charts/metrics.ts'

export type MetricName = (typeof METRICS)[number]['value']

/** A metric of a stored run; null where it has none. */
export function metricOf(name: MetricName, { metrics, loss }: Pick<RunSummary, 'metrics' | 'loss'>): number | null {
  if (name === 'loss') return loss.last
  if (name === 'best_loss') return loss.best
  return metrics?.[name] ?? null
}

const JUDGED = new Set(['FINISHED', 'PAUSED', 'PRUNED', 'CANCELLED', 'RUNNING'])

/** The run with the smallest finite value of a metric among all of them; a diverged or failed one is never best, whatever it reached on its way. */
export function bestOf<Run extends RunSummary>(runs: readonly Run[], name: MetricName): Run | undefined {
  let best: { run: Run; value: number } | undefined
  for (const run of runs) {
    const value = JUDGED.has(run.status) ? metricOf(name, run) : null
    if (value !== null && Number.isFinite(value) && (best === undefined || value < best.value)) best = { run, value }
  }
  return best?.run
}
