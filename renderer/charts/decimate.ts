import type { Points } from './traces.ts'

/**
 * A curve with so many samples that several fall on one column of pixels, thinned to the first, lowest, highest and
 * last of each column: it looks the same, spikes survive, and drawing it costs no more than the picture is wide.
 */
export function decimate({ x, y }: Points, columns: number): { x: number[]; y: number[] } {
  const count = Math.min(x.length, y.length)
  if (count <= 4 * columns) return { x: Array.from(x).slice(0, count), y: Array.from(y).slice(0, count) }
  const from = x[0] ?? 0
  const width = ((x[count - 1] ?? 1) - from) / columns || 1
  const keep: number[] = []
  for (let start = 0; start < count;) {
    const column = Math.floor(((x[start] ?? 0) - from) / width)
    let end = start
    let low = start
    let high = start
    while (end + 1 < count && Math.floor(((x[end + 1] ?? 0) - from) / width) === column) {
      end++
      if ((y[end] ?? 0) < (y[low] ?? 0)) low = end
      if ((y[end] ?? 0) > (y[high] ?? 0)) high = end
    }
    for (const index of [...new Set([start, low, high, end])].sort((a, b) => a - b)) keep.push(index)
    start = end + 1
  }
  return { x: keep.map((index) => x[index] ?? 0), y: keep.map((index) => y[index] ?? 0) }
}
