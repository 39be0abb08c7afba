import type { Settings } from '../../core/training/settings.ts'
import type { RunSummary, SweepPreview } from '../../main/api/types.ts'

const points = ({ points: { count } }: Settings) =>
  typeof count === 'number' ? count : Object.values(count ?? {}).reduce((product, one) => product * one, 1)

/** Weights that a step of training touches: what its time grows with. */
const weights = (hidden: readonly number[]) => [...hidden, 1].reduce((sum, width, layer) => sum + width * (1 + (hidden[layer - 1] ?? 1)), 0)

/** What a step costs, up to a factor; the constant stands for what does not depend on size. */
const cost = (hidden: readonly number[], settings: Settings, iterations: number) =>
  iterations * (60 + weights(hidden) * Math.max(1, points(settings)) ** 0.5)

/**
 * Seconds that a sweep may take, from the runs of the same shape that are stored: the time of an iteration there, scaled by weights, points and
 * iterations. Null when nothing stored can be compared. An estimate to a factor of two or three, and only said as "about".
 */
export function estimate(preview: SweepPreview, settings: Settings, stored: readonly RunSummary[], workers: number): number | null {
  const like = stored
    .filter(({ status, seconds }) => status === 'FINISHED' && seconds > 0)
    .filter((run) => points(run.settings) === points(settings))
    .slice(0, 20)
  if (like.length === 0) return null
  const rates = like.map((run) => run.seconds / cost(run.settings.network.hidden, run.settings, run.iterations)).sort((a, b) => a - b)
  const rate = rates[Math.floor(rates.length / 2)] ?? 0
  const value = (row: SweepPreview['rows'][number], name: string) => {
    const found = Object.entries(row).find(([key]) => key === name || key.endsWith(`.${name}`))?.[1]
    return typeof found === 'number' ? found : undefined
  }
  const each = preview.rows.map((row) => {
    const { hidden } = settings.network
    const shape = Array.from(
      { length: value(row, 'depth') ?? hidden.length },
      (_, layer) => value(row, 'width') ?? hidden[layer] ?? hidden.at(-1) ?? 1
    )
    return rate * cost(shape, settings, value(row, 'iterations') ?? settings.training.iterations)
  })
  const mean = each.reduce((sum, one) => sum + one, 0) / Math.max(1, each.length)
  return (mean * preview.runs) / Math.min(workers, preview.runs)
}
