import type { BoundProblem } from '../problem/bound.ts'
import { numericSystem } from '../reference/system.ts'
import type { Settings } from '../training/settings.ts'
import { linearisedDefect } from './defect.ts'
import type { Defect } from './defect.ts'
import { trainedField, trainedNumbers } from './field.ts'

/** The error of the present trial solution, from its residual alone: some milliseconds in one variable, some ten in two. */
export function estimateError(bound: Pick<BoundProblem, 'problem' | 'built' | 'bindings'>, settings: Settings): Defect {
  const system = numericSystem(bound.problem)
  return linearisedDefect(system, trainedField(bound, settings, system), trainedNumbers(bound))
}
