const TILE = 16

/** Row-major to column-major, in tiles, so that neither side leaves the cache between its neighbours. */
export function transpose(
  a: Float64Array,
  rows: number,
  columns: number,
  out: Float64Array = new Float64Array(rows * columns)
): Float64Array {
  for (let top = 0; top < rows; top += TILE)
    for (let left = 0; left < columns; left += TILE) {
      const [bottom, right] = [Math.min(rows, top + TILE), Math.min(columns, left + TILE)]
      for (let j = left; j < right; j++) for (let i = top; i < bottom; i++) out[j * rows + i] = a[i * columns + j]!
    }
  return out
}
