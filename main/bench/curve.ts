import { makeSubject } from '../../core/engine/bench/subject.ts'
import { makeWorkload, RESIDUALS, type ResidualName, type Shape } from '../../core/engine/bench/workloads.ts'
import type { Settings } from '../../core/training/settings.ts'
import { timeBatch } from './batch.ts'
import { median } from './clock.ts'
import type { Precision } from './peaks.ts'
import type { Effort } from './rows.ts'

/** What a step costs as points and channels are added: cost per point should not grow. */
export interface Curve {
  net: string
  precision: Precision
  points: { points: number; ms: number; ns_per_point: number; memory_mb: number }[]
  channels: { channels: number; ms: number; ns_per_point_and_channel: number }[]
}

const NET: Pick<Shape, 'axes' | 'hidden'> = { axes: 2, hidden: [20, 20, 20, 20] }
const POINTS = [1e2, 1e3, 1e4, 1e5, 1e6]
const CHANNELS: readonly ResidualName[] = ['value', 'slope', 'slopes', 'curvature', 'poisson-2d']
const CHANNEL_POINTS = 4096

export function benchCurve(precision: Precision, choice: Settings['engine'], effort: Effort, progress: (text: string) => void): Curve {
  const cost = (shape: Shape): { ms: number; memory: number } => {
    const before = process.memoryUsage.rss()
    const subject = makeSubject(makeWorkload(shape, precision), choice)
    subject.steps(1)
    const { count } = timeBatch((n) => subject.steps(n), effort.milliseconds / 2)
    const times = Array.from({ length: effort.rounds }, () => timeBatch((n) => subject.steps(n), effort.milliseconds, count).cpu)
    return { ms: median(times), memory: Math.max(0, process.memoryUsage.rss() - before) / 2 ** 20 }
  }
  return {
    net: `2-${NET.hidden.join('-')}-1, Burgers`,
    precision,
    points: POINTS.map((points) => {
      progress(`curve ${precision}: ${points} points`)
      const { ms, memory } = cost({ ...NET, points, residual: 'burgers' })
      return { points, ms, ns_per_point: (1e6 * ms) / points, memory_mb: memory }
    }),
    channels: CHANNELS.map((residual) => {
      const channels = RESIDUALS[residual].orders.length
      progress(`curve ${precision}: ${channels} channels`)
      const { ms } = cost({ ...NET, points: CHANNEL_POINTS, residual })
      return { channels, ms, ns_per_point_and_channel: (1e6 * ms) / CHANNEL_POINTS / channels }
    })
  }
}
