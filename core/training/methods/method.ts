/** What a method minimises: a function of the parameters, which it changes in place. The rows are the loss as a sum of squares. */
export interface Minimised {
  readonly parameters: Float64Array
  /** at the present parameters */
  value(): number
  /** the same, with the derivative by every parameter in `out` */
  gradient(out: Float64Array): number
  readonly rows: number
  /** rho, one entry per row: value = |rho|^2 */
  rowValues(out: Float64Array): void
  /** d rho / d parameters, row-major; of rows from..to-1 where they are given */
  jacobian(out: Float64Array, from?: number, to?: number): void
  /** all of it, column-major */
  jacobianColumns(out: Float64Array): void
  /** indices of the weights and biases of the output layers, and of numbers trained beside them */
  readonly outputs: readonly number[]
  /** whether matrices are to be factored with the same bits on every machine; left out: not */
  readonly portable?: boolean
}

/** What a checkpoint keeps of a method, beside the weights: with it, training goes on with the same bits. */
export interface MethodState {
  step: number
  state: Float64Array[]
}

/** A method that looks at the loss more than once a step: a line search, or a scan of dampings. */
export interface Method {
  readonly state: MethodState
  /** One iteration. Returns why no further one helps, in words, with the parameters at the best that it found; else null. */
  step(): string | null
  /** What is minimised has changed: points were drawn anew, or terms weighted otherwise. */
  changed(): void
}

export const FLOOR = 'Floor: no damping reduces the loss; this is round-off, more training cannot help'
export const STALLED = 'Stalled: twelve iterations reduced the loss by less than 0.1 % each'
export const CREEPS = 'Stalled: two hundred iterations reduced the loss by less than 0.01 % each'
export const ROUND_OFF = 'Floor: the loss is round-off, more training cannot help'

/** A mean squared residual, in units of the problem, that only round-off is left of. */
export const LEAST_LOSS = 1e-31

/**
 * Counts iterations that reduce the loss by hardly anything; `state` holds the count. Steps of a quasi-Newton method are many and small: it
 * `creeps` for longer before it has stalled.
 */
export function stalls(state: Float64Array, before: number, after: number, creeps = false): boolean {
  state[0] = before - after < (creeps ? 1e-4 : 1e-3) * before ? state[0]! + 1 : 0
  return state[0] >= (creeps ? 200 : 12)
}
