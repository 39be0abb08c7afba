import { LabError } from '../errors.ts'
import type { BoundProblem } from '../problem/bound.ts'
import { numericSystem } from '../reference/system.ts'
import { linearisedDefect } from '../verdict/defect.ts'
import { trainedField, trainedNumbers } from '../verdict/field.ts'
import type { Settings } from './settings.ts'

/** The error that the linearised defect tells, as a share of the solution's size; undefined where it cannot be had, or is not to be trusted. */
export function estimatedError(bound: BoundProblem, settings: Settings): number | undefined {
  try {
    const system = numericSystem(bound.problem)
    const { error, scale, trusted, bound: most } = linearisedDefect(system, trainedField(bound, settings, system), trainedNumbers(bound))
    return trusted && most === null && error !== null && scale > 0 ? error / scale : undefined
  } catch (thrown) {
    // a problem for which there is no estimate is judged by its residual
    if (thrown instanceof LabError) return undefined
    throw thrown
  }
}
