/** Places along an interval and how closely a function must be resolved around them. */
export interface Density {
  /** the place below which a share q of all nodes lies */
  at: (q: number) => number
  /** the length over which the function changes, at a place */
  length: (x: number) => number
}

/** By how much the length may grow per unit of distance: nodes around a front thin out in steps. */
const GRADING = 0.8

/**
 * Where nodes belong that are to resolve functions: as many per length over which they change, 1 / (2/L + |u'|/R + sqrt(|u''|/R)), R being the range of u and L the
 * interval, with lengths that change by no more than a share of the distance (as meshes are graded). Equidistribution of a monitor (Huang & Russell, Adaptive Moving Mesh Methods, 2011).
 * @param x equidistant places, ascending
 * @param functions values of every function there
 */
export function densityOf(x: Float64Array, functions: readonly Float64Array[]): Density {
  const n = x.length
  const step = (x[n - 1]! - x[0]!) / (n - 1)
  const lengths = new Float64Array(n).fill((x[n - 1]! - x[0]!) / 2)
  for (const u of functions) {
    const range = u.reduce((most, value) => Math.max(most, value), -Infinity) - u.reduce((least, value) => Math.min(least, value), Infinity)
    if (!(range > 0)) continue
    for (let i = 0; i < n; i++) {
      const k = Math.min(n - 2, Math.max(1, i))
      const slope = Math.abs(u[k + 1]! - u[k - 1]!) / (2 * step)
      const bend = Math.abs(u[k + 1]! - 2 * u[k]! + u[k - 1]!) / step ** 2
      lengths[i] = Math.min(lengths[i]!, 1 / (2 / (x[n - 1]! - x[0]!) + slope / range + Math.sqrt(bend / range)))
    }
  }
  for (let i = 1; i < n; i++) lengths[i] = Math.min(lengths[i]!, lengths[i - 1]! + GRADING * step)
  for (let i = n - 2; i >= 0; i--) lengths[i] = Math.min(lengths[i]!, lengths[i + 1]! + GRADING * step)
  const below = new Float64Array(n)
  for (let i = 1; i < n; i++) below[i] = below[i - 1]! + (step / 2) * (1 / lengths[i]! + 1 / lengths[i - 1]!)
  return {
    at: (q) => {
      const wanted = Math.min(1, Math.max(0, q)) * below[n - 1]!
      let low = 0
      let high = n - 1
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (below[middle]! <= wanted) low = middle
        else high = middle
      }
      return x[low]! + (step * (wanted - below[low]!)) / (below[high]! - below[low]!)
    },
    length: (place) => {
      const at = Math.min(n - 1, Math.max(0, (place - x[0]!) / step))
      const k = Math.min(n - 2, Math.floor(at))
      return lengths[k]! + (at - k) * (lengths[k + 1]! - lengths[k]!)
    }
  }
}
