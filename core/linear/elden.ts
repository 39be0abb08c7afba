/** Room for `dampedSolve`; one per matrix, used again for every damping. */
export interface EldenRoom {
  d: Float64Array
  e: Float64Array
}

export const eldenRoom = (n: number): EldenRoom => ({ d: new Float64Array(n), e: new Float64Array(n) })

/**
 * z = argmin |B z - c|^2 + mu^2 |z|^2 for an upper bidiagonal B, by two sweeps of Givens rotations: O(n), without forming B^T B, so that mu
 * may be as small as round-off of B itself (Elden, BIT 17 (1977) 134-145; Bjorck, Numerical Methods for Least Squares Problems, 5.3.4).
 * @param out takes z
 */
export function dampedSolve(d: Float64Array, e: Float64Array, c: Float64Array, mu: number, out: Float64Array, room: EldenRoom): void {
  const n = d.length
  // of the lower part mu I, the row that is being rotated in: its entry in column k, and its right-hand side
  let below = mu
  let belowRhs = 0
  for (let k = 0; k < n; k++) {
    const r = hypot(d[k]!, below)
    const cos = r === 0 ? 1 : d[k]! / r
    const sin = r === 0 ? 0 : below / r
    const over = k + 1 < n ? e[k]! : 0
    room.d[k] = r
    room.e[k] = cos * over
    out[k] = cos * c[k]! + sin * belowRhs
    // the rotated row keeps an entry in column k+1; the next row of mu I takes it up
    const fill = -sin * over
    const rest = cos * belowRhs - sin * c[k]!
    below = hypot(mu, fill)
    belowRhs = below === 0 ? 0 : (fill / below) * rest
  }
  for (let k = n - 1; k >= 0; k--) {
    const next = k + 1 < n ? room.e[k]! * out[k + 1]! : 0
    out[k] = room.d[k] === 0 ? 0 : (out[k]! - next) / room.d[k]!
  }
}

/** sqrt(a^2 + b^2) without underflow of the smaller square's share; Math.hypot is many times slower. */
function hypot(a: number, b: number): number {
  const x = Math.abs(a)
  const y = Math.abs(b)
  const big = Math.max(x, y)
  if (big === 0) return 0
  const ratio = Math.min(x, y) / big
  return big * Math.sqrt(1 + ratio * ratio)
}
