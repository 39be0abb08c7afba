/** Classical methods that stand beside the network. */
export type ReferenceMethod = 'euler' | 'rk4' | 'finite_differences' | 'explicit_diffusion' | 'leapfrog'

/** A classical solution with the numbers that judge it. Grids are row-major, the first variable slowest. */
export interface ReferenceResult {
  method: ReferenceMethod
  label: string
  axes: { name: string; values: Float64Array }[]
  values: Float64Array
  /** against the exact solution at the method's own grid points; null without one, infinite where the method left the numbers */
  maxAbsError: number | null
  /** the same at the last value of the time variable alone; at the end of the interval for one variable */
  errorAtEnd: number | null
  /** exact solution at the method's own grid points */
  exact: Float64Array | null
  steps: Record<string, number>
  spacing: Record<string, number>
  /** for explicit schemes: the ratio that decides stability, its limit, and the growth factor of the worst mode */
  stability: { name: string; value: number; limit: number; growth: number; stable: boolean } | null
  /** for the explicit diffusion scheme from a single sine mode: largest distance from the scheme's own closed form */
  selfCheck: { name: string; distance: number; passed: boolean } | null
  /** what was rounded or does not fit, in words, with the value that fits */
  notes: string[]
  seconds: number
}

export interface ReferenceOptions {
  method: ReferenceMethod
  /** number of grid points per variable (steps + 1) */
  points?: Record<string, number> | undefined
  /** wished distance of grid points per variable; goes before `points` */
  spacing?: Record<string, number> | undefined
  /** dt/dx^2 for the explicit diffusion scheme (times D), Courant number for leapfrog */
  ratio?: number | undefined
  /** stop at this value of the time variable instead of the interval's end */
  until?: number | undefined
}
