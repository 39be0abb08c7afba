/** A point on the line: step length, value, and slope along the line. */
export interface LinePoint {
  alpha: number
  value: number
  slope: number
}

/**
 * A step length that meets the strong Wolfe conditions with c1 = 1e-4 and c2 = 0.9 (Nocedal & Wright, Numerical Optimization, algorithms 3.5 and
 * 3.6, cubic interpolation); undefined where none is found within 40 looks. `at` evaluates the line; the last point it was asked for is the one that is returned.
 */
export function strongWolfe(at: (alpha: number) => LinePoint, start: LinePoint, first: number): LinePoint | undefined {
  const C1 = 1e-4
  const C2 = 0.9
  const low = (point: LinePoint): boolean => point.value <= start.value + C1 * point.alpha * start.slope
  const flat = (point: LinePoint): boolean => Math.abs(point.slope) <= -C2 * start.slope
  let looks = 0
  const look = (alpha: number): LinePoint => {
    looks++
    return at(alpha)
  }

  const zoom = (from: LinePoint, to: LinePoint): LinePoint | undefined => {
    let [a, b] = [from, to]
    while (looks < 40) {
      const point = look(between(a, b))
      if (!low(point) || !(point.value < a.value)) b = point
      else {
        if (flat(point)) return point
        if (point.slope * (b.alpha - a.alpha) >= 0) b = a
        a = point
      }
      if (Math.abs(b.alpha - a.alpha) <= 1e-14 * Math.max(a.alpha, b.alpha)) break
    }
    // nothing is flat enough: the lower end still reduces the value
    return a.alpha > 0 && a.value < start.value ? look(a.alpha) : undefined
  }

  let previous = start
  let alpha = first
  while (looks < 40) {
    const point = look(alpha)
    if (!Number.isFinite(point.value) || !Number.isFinite(point.slope)) {
      alpha = (previous.alpha + alpha) / 2
      if (alpha - previous.alpha < 1e-16) return undefined
      continue
    }
    if (!low(point) || (previous.alpha > 0 && point.value >= previous.value)) return zoom(previous, point)
    if (flat(point)) return point
    if (point.slope >= 0) return zoom(point, previous)
    previous = point
    alpha *= 2
  }
  return undefined
}

/** Minimiser of the cubic through both ends, kept off the ends by a tenth; the middle where there is none. */
function between(a: LinePoint, b: LinePoint): number {
  const width = b.alpha - a.alpha
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.alpha - b.alpha)
  const root = Math.sqrt(d1 * d1 - a.slope * b.slope) * Math.sign(width)
  const cubic = b.alpha - (width * (b.slope + root - d1)) / (b.slope - a.slope + 2 * root)
  const share = (cubic - a.alpha) / width
  return Number.isFinite(share) ? a.alpha + width * Math.min(0.9, Math.max(0.1, share)) : a.alpha + width / 2
}
