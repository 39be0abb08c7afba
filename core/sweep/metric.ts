import type { Metrics } from '../training/snapshot.ts'

/** What configurations can be judged by; the first is what a sweep file without a metric gets. */
export const METRICS = [
  { name: 'max_abs_error', label: 'Largest error' },
  { name: 'max_abs_error_at_points', label: 'Largest error at the training points' },
  { name: 'rel_l2', label: 'Relative L2 error' },
  { name: 'condition_violation', label: 'Condition violation' },
  { name: 'loss', label: 'Last loss' },
  { name: 'best_loss', label: 'Best loss' }
] as const
export type MetricName = (typeof METRICS)[number]['name']

export function isMetric(name: string): name is MetricName {
  return METRICS.some((metric) => metric.name === name)
}

export function metricLabel(name: string): string {
  return METRICS.find((metric) => metric.name === name)?.label ?? name
}

/** The metric of one run; null where the run does not have it (no exact solution, nothing trained yet). */
export function metricValue(
  name: MetricName,
  run: { loss: { last: number | null; best: number | null }; metrics: Metrics | null }
): number | null {
  if (name === 'loss') return run.loss.last
  if (name === 'best_loss') return run.loss.best
  return run.metrics?.[name] ?? null
}
