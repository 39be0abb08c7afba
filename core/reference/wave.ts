import type { Visit } from './diffusion.ts'

/** u_tt = c2(x, t) u_xx + source(x, t) between Dirichlet ends. */
export interface WaveProblem {
  /** equally spaced, both ends included */
  x: Float64Array
  from: number
  dt: number
  steps: number
  /** u and u_t at the points of `x` at the first level */
  start: Float64Array
  velocity: Float64Array
  ends: (t: number) => readonly [number, number]
  /** the square of the wave speed at every point of `x`: fixed, or written at time t into `out` */
  speedSquared: Float64Array | ((t: number, out: Float64Array) => void)
  source?: ((t: number, out: Float64Array) => void) | undefined
}

/**
 * Leapfrog: centred differences of order 2 in space and time. The first level follows from Taylor's formula,
 * u(dt) = u + dt u_t + dt^2/2 (c^2 u_xx + source), which keeps the order. Every level is shown to `visit`, none is kept.
 * Langtangen and Linge, Finite Difference Computing with PDEs, 2.1.
 */
export function leapfrog({ x, from, dt, steps, start, velocity, ends, speedSquared, source }: WaveProblem, visit: Visit): void {
  const last = x.length - 1
  const dx = ((x[last] ?? NaN) - (x[0] ?? NaN)) / last
  let before = new Float64Array(x.length)
  let u = Float64Array.from(start)
  let next = new Float64Array(x.length)
  const c2 = typeof speedSquared === 'function' ? new Float64Array(x.length) : speedSquared
  const forced = new Float64Array(x.length)
  visit(0, from, u)
  for (let n = 0; n < steps; n++) {
    const t = from + n * dt
    if (typeof speedSquared === 'function') speedSquared(t, c2)
    source?.(t, forced)
    for (let i = 1; i < last; i++) {
      const here = u[i] ?? NaN
      const acceleration = ((c2[i] ?? NaN) / (dx * dx)) * ((u[i - 1] ?? NaN) - 2 * here + (u[i + 1] ?? NaN)) + (forced[i] ?? NaN)
      next[i] =
        n === 0 ? here + dt * (velocity[i] ?? NaN) + (dt * dt * acceleration) / 2 : 2 * here - (before[i] ?? NaN) + dt * dt * acceleration
    }
    const then = from + (n + 1) * dt
    const [left, right] = ends(then)
    next[0] = left
    next[last] = right
    const free = before
    before = u
    u = next
    next = free
    visit(n + 1, then, u)
  }
}

/** The largest Courant number c dt/dx for which no mode grows on so many cells: 1 for ever finer grids. */
export function courantLimit(cells: number): number {
  return 1 / Math.sin(((cells - 1) * Math.PI) / (2 * cells))
}

/** Factor per step by which leapfrog multiplies the fastest mode: 1 up to the limit, more beyond it. */
export function leapfrogGrowth(courant: number, cells: number): number {
  const cosine = 1 - 2 * (courant / courantLimit(cells)) ** 2
  return Math.abs(cosine) <= 1 ? 1 : Math.abs(cosine) + Math.sqrt(cosine * cosine - 1)
}
