import { decades, extent } from './scale.ts'
import type { Range } from './scale.ts'

/** A curve that climbs to this many times the highest start has left the figure. */
const LOST = 100

/** Decades for several loss curves. One that grows without end does not press the others flat: it leaves the figure at the top. */
export function lossDecades(curves: readonly ArrayLike<number>[]): Range {
  const range = extent(curves, true)
  if (range === null) return decades([0.1, 1])
  const starts = curves.map((curve) => curve[0] ?? 0).filter((start) => Number.isFinite(start) && start > 0)
  const top = starts.length === 0 ? range[1] : Math.max(LOST * Math.max(...starts), 10 * range[0])
  return decades([range[0], Math.min(range[1], top)])
}

/** The last sample of a curve that the range still shows; -1 without any. */
export function lastShown(values: ArrayLike<number>, [, high]: Range): number {
  for (let i = values.length - 1; i >= 0; i--) {
    const value = values[i] ?? Number.NaN
    if (value > 0 && value <= high) return i
  }
  return -1
}
