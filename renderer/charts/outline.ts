import type { Orientation } from './subject.ts'

/**
 * Where values over a grid are zero, as line segments with gaps between them: marching squares with linear interpolation
 * along the cells' edges (Lorensen & Cline, SIGGRAPH 1987, in two dimensions). A saddle gives two segments.
 */
export function zeroLine({ h, v, at }: Orientation, values: ArrayLike<number>): { x: number[]; y: number[] } {
  const line: { x: number[]; y: number[] } = { x: [], y: [] }
  for (let j = 0; j + 1 < v.values.length; j++) {
    for (let i = 0; i + 1 < h.values.length; i++) {
      const corners = [
        [i, j],
        [i + 1, j],
        [i + 1, j + 1],
        [i, j + 1]
      ].map(([a = 0, b = 0]) => ({ x: h.values[a] ?? 0, y: v.values[b] ?? 0, value: at(values, a, b) }))
      const crossings = corners.flatMap((a, k) => {
        const b = corners[(k + 1) % 4] ?? a
        if (a.value >= 0 === b.value >= 0) return []
        const share = a.value / (a.value - b.value)
        return [{ x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) }]
      })
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        line.x.push(crossings[k]?.x ?? 0, crossings[k + 1]?.x ?? 0, Number.NaN)
        line.y.push(crossings[k]?.y ?? 0, crossings[k + 1]?.y ?? 0, Number.NaN)
      }
    }
  }
  return line
}
