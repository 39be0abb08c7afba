import type { StepNumbers } from './rules.ts'

/** A rule at work on the parameters of one run. */
export interface Update {
  /** Changes parameters in place. */
  run(parameters: Float64Array, gradient: Float64Array, numbers: StepNumbers): void
  /** What is kept of each parameter, as it is now. */
  memories(): readonly Float64Array[]
}
