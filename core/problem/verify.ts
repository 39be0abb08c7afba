import { Interpreter } from '../engine/interpreter.ts'
import { LabError } from '../errors.ts'
import { StreamGenerator } from '../network/random.ts'
import { evaluateGroup, type BoundProblem } from './bound.ts'
import type { BuiltPlan } from './build-plan.ts'
import { fixedAxes } from './classify.ts'
import type { CompiledCondition, CompiledProblem } from './compile.ts'
import { cornerRounding } from './corners.ts'
import type { Bindings } from '../engine/plan.ts'

export interface Verified {
  id: string
  met: boolean
  /** largest |left - right| over five random weight vectors */
  violation: number
}

const TRIES = 5
const TOLERANCE = 1e-12
/** Times so much what conditions differ by at corners may be missed along their edges. */
const SPREAD = 10

/**
 * Checks every condition at five random weight vectors drawn from N(0, 1): |left - right| <= 1e-12 (1 + sum of |terms|), and what conditions themselves
 * differ by at corners, such as the tails of a bell.
 * A trial solution that meets its conditions does so for every weight vector; one that does not fails at almost all.
 */
export function verifyConditions(problem: CompiledProblem, built: BuiltPlan, bindings: Bindings): Verified[] {
  const trial: Bindings = { ...bindings, parameters: new Float64Array(bindings.parameters.length) }
  const bound: BoundProblem = { problem, built, bindings: trial, engine: new Interpreter(built.plan, trial) }
  const results = problem.conditions.map(({ id }): Verified => ({ id, met: true, violation: 0 }))
  const generator = new StreamGenerator(0, 'verification')
  const allowance = SPREAD * cornerRounding(problem)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    for (let k = 0; k < trial.parameters.length; k++) trial.parameters[k] = generator.normal()
    results.forEach((result, k) => {
      const [left, right, terms] = evaluateGroup(bound, built.groups.conditions[k]!) as [Float64Array, Float64Array, Float64Array]
      left.forEach((value, p) => {
        const difference = Math.abs(value - right[p]!)
        if (!(difference <= result.violation)) result.violation = difference
        // where a term is infinite, so is what it is judged by
        if (!(difference <= TOLERANCE * (1 + terms[p]!) + allowance) || !Number.isFinite(difference)) result.met = false
      })
    })
  }
  return results
}

/** The refusal of a trial solution that does not meet a condition. */
export function notMet(problem: CompiledProblem, condition: CompiledCondition, violation: number): LabError {
  const index = problem.conditions.indexOf(condition)
  const own = problem.document.trial !== undefined && typeof problem.document.trial === 'object'
  const amount = Number.isFinite(violation) ? `off by ${Number(violation.toPrecision(6))}` : 'not a finite number there'
  const cure = own
    ? 'Change the trial solution so that what multiplies the network vanishes there and the rest meets the condition, or use `trial: auto`.'
    : 'Write your own trial solution under `trial:`.'
  const place = own ? problem.loaded.place(['trial', problem.unknowns[0]!]) : problem.loaded.place(['conditions', index])
  return new LabError(
    'condition-not-met',
    `${conditionWord(problem, condition)} condition ${condition.text} not met: ${amount}`,
    cure,
    place
  )
}

/** "initial" where the condition stands at the lower end of time, or is one of an initial value problem; else "boundary". */
function conditionWord(problem: CompiledProblem, condition: CompiledCondition): string {
  const axes = fixedAxes(problem, condition)
  const points = new Set(
    problem.conditions.flatMap((other) =>
      [...fixedAxes(problem, other)].filter(([axis]) => axes.has(axis)).map(([axis, value]) => `${axis}:${value}`)
    )
  )
  return points.size === 1 ? 'initial' : 'boundary'
}
