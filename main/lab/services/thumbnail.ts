import type { Snapshot } from '../../../core/training/snapshot.ts'
import type { LibraryEntry } from '../../api/types.ts'

const POINTS = [65, 33]

/** The exact solution of the first unknown on a coarse grid, by linear interpolation of the view's; null without one. */
export function thumbnail({ axes, fields }: Pick<Snapshot, 'axes' | 'fields'>): LibraryEntry['thumbnail'] {
  const exact = fields[0]?.exact ?? null
  const points = POINTS[axes.length - 1]
  if (exact === null || points === undefined) return null
  const sizes = axes.map(({ values }) => values.length)
  const [first = 1, second = 1] = sizes
  if (axes.length === 1) return { axes: 1, values: resampled(exact, points) }
  const rows = Array.from({ length: first }, (_, row) => resampled(exact.subarray(row * second, (row + 1) * second), points))
  const values = new Float64Array(points * points)
  for (let column = 0; column < points; column++) {
    const along = resampled(
      Float64Array.from(rows, (row) => row[column] ?? NaN),
      points
    )
    along.forEach((value, row) => (values[row * points + column] = value))
  }
  return { axes: 2, values }
}

function resampled(values: Float64Array, points: number): Float64Array {
  return Float64Array.from({ length: points }, (_, k) => {
    const at = (k * (values.length - 1)) / (points - 1)
    const below = Math.min(Math.floor(at), values.length - 1)
    const low = values[below] ?? NaN
    const high = values[Math.min(below + 1, values.length - 1)] ?? NaN
    return low + (at - below) * (high - low)
  })
}
