/** A system y' = f(t, y): writes dy/dt at (t, y) into `out`. */
export type System = (t: number, y: Float64Array, out: Float64Array) => void

/** y[step * size + component] at t[step]. */
export interface Trajectory {
  t: Float64Array
  y: Float64Array
  size: number
}

type Advance = (f: System, t: number, h: number, y: Float64Array, next: Float64Array) => void

/**
 * Integrates y' = f(t, y) from y(t[0]) = y0 through the given times, one step between each pair of neighbours.
 * A solution that leaves the floating-point numbers goes on as NaN or infinity, which its readers can see.
 */
function integrate(advance: Advance, f: System, t: Float64Array, y0: Float64Array): Trajectory {
  const size = y0.length
  const y = new Float64Array(t.length * size)
  y.set(y0)
  for (let n = 0; n + 1 < t.length; n++) {
    const now = t[n] ?? NaN
    advance(f, now, (t[n + 1] ?? NaN) - now, y.subarray(n * size, (n + 1) * size), y.subarray((n + 1) * size, (n + 2) * size))
  }
  return { t, y, size }
}

/** Forward Euler, order 1: y(t + h) = y + h f(t, y). */
export function euler(f: System, t: Float64Array, y0: Float64Array): Trajectory {
  const slope = new Float64Array(y0.length)
  return integrate(
    (f, t, h, y, next) => {
      f(t, y, slope)
      for (let i = 0; i < y.length; i++) next[i] = (y[i] ?? NaN) + h * (slope[i] ?? NaN)
    },
    f,
    t,
    y0
  )
}

/** The classical fourth-order Runge-Kutta method (Hairer, Norsett, Wanner, Solving ODEs I, table II.1.2). */
export function rungeKutta4(f: System, t: Float64Array, y0: Float64Array): Trajectory {
  const size = y0.length
  const [k1, k2, k3, k4, at] = Array.from({ length: 5 }, () => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array
  ]
  const shifted = (y: Float64Array, by: number, slope: Float64Array) => {
    for (let i = 0; i < size; i++) at[i] = (y[i] ?? NaN) + by * (slope[i] ?? NaN)
    return at
  }
  return integrate(
    (f, t, h, y, next) => {
      f(t, y, k1)
      f(t + h / 2, shifted(y, h / 2, k1), k2)
      f(t + h / 2, shifted(y, h / 2, k2), k3)
      f(t + h, shifted(y, h, k3), k4)
      for (let i = 0; i < size; i++) {
        next[i] = (y[i] ?? NaN) + (h / 6) * ((k1[i] ?? NaN) + 2 * (k2[i] ?? NaN) + 2 * (k3[i] ?? NaN) + (k4[i] ?? NaN))
      }
    },
    f,
    t,
    y0
  )
}
