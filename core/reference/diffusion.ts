/** u_t = D(x, t) u_xx + rest(x, t, u, u_x) between Dirichlet ends. */
export interface DiffusionProblem {
  /** equally spaced, both ends included */
  x: Float64Array
  /** time of the first level, step and number of steps */
  from: number
  dt: number
  steps: number
  /** u at the points of `x` at the first level, ends included */
  start: Float64Array
  /** u at the two ends at time t */
  ends: (t: number) => readonly [number, number]
  /** D at every point of `x`: fixed, or written at time t into `out` */
  diffusivity: Float64Array | ((t: number, out: Float64Array) => void)
  /** everything but the diffusion, at every point of `x`, written into `out`; ux holds central differences (0 at the ends) */
  rest?: ((t: number, u: Float64Array, ux: Float64Array, out: Float64Array) => void) | undefined
}

/** Sees level n at time t; `u` is overwritten afterwards. */
export type Visit = (n: number, t: number, u: Float64Array) => void

/**
 * The explicit scheme, forward in time and centred in space (FTCS):
 * u[i] += alpha (u[i-1] - 2u[i] + u[i+1]) + dt rest, alpha = D dt/dx^2. Every level, the first included, is shown to `visit`, none is kept:
 * a fine grid has far more levels than anyone can look at. LeVeque, Finite Difference Methods, 9.1.
 */
export function explicitDiffusion({ x, from, dt, steps, start, ends, diffusivity, rest }: DiffusionProblem, visit: Visit): void {
  const last = x.length - 1
  const dx = ((x[last] ?? NaN) - (x[0] ?? NaN)) / last
  let u = Float64Array.from(start)
  let next = new Float64Array(x.length)
  const d = typeof diffusivity === 'function' ? new Float64Array(x.length) : diffusivity
  const ux = new Float64Array(x.length)
  const extra = new Float64Array(x.length)
  visit(0, from, u)
  for (let n = 0; n < steps; n++) {
    const t = from + n * dt
    if (typeof diffusivity === 'function') diffusivity(t, d)
    if (rest !== undefined) {
      for (let i = 1; i < last; i++) ux[i] = ((u[i + 1] ?? NaN) - (u[i - 1] ?? NaN)) / (2 * dx)
      rest(t, u, ux, extra)
    }
    for (let i = 1; i < last; i++) {
      const here = u[i] ?? NaN
      const alpha = ((d[i] ?? NaN) * dt) / (dx * dx)
      next[i] = here + alpha * ((u[i - 1] ?? NaN) - 2 * here + (u[i + 1] ?? NaN)) + dt * (extra[i] ?? NaN)
    }
    const then = from + (n + 1) * dt
    const [left, right] = ends(then)
    next[0] = left
    next[last] = right
    const swap = u
    u = next
    next = swap
    visit(n + 1, then, u)
  }
}

/** Factor by which one step of the explicit scheme multiplies sin(k pi x): G = 1 - 4 alpha sin^2(k pi dx/2) on so many cells. */
export function growthFactor(alpha: number, mode: number, cells: number): number {
  return 1 - 4 * alpha * Math.sin((mode * Math.PI) / (2 * cells)) ** 2
}

/** The largest alpha for which no mode grows on so many cells, 1/(2 sin^2((cells - 1) pi/(2 cells))): 1/2 for ever finer grids. */
export function diffusionLimit(cells: number): number {
  return 1 / (2 * Math.sin(((cells - 1) * Math.PI) / (2 * cells)) ** 2)
}
