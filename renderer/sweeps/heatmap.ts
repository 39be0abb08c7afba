import type { SweepDetail } from '../../main/api/types.ts'

/** What the heatmap shows: two parameters, and what is said of the seeds in a cell. */
export interface HeatmapChoice {
  show: 'median' | 'worst' | 'seed'
  seed: string
  x: string
  y: string
}

/** The second parameter to the right, the first upwards; the median where there are seeds. */
export function firstChoice({ axes, seeds }: Pick<SweepDetail, 'axes' | 'seeds'>): HeatmapChoice {
  return { show: 'median', seed: seeds[0] ?? '', x: axes[1]?.name ?? '', y: axes[0]?.name ?? '' }
}
