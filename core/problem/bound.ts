import { Interpreter } from '../engine/interpreter.ts'
import type { Bindings, Engine } from '../engine/plan.ts'
import type { BuiltPlan } from './build-plan.ts'
import type { CompiledProblem } from './compile.ts'

/** A problem with its Plan, the numbers of one run, and an engine over them. */
export interface BoundProblem {
  problem: CompiledProblem
  built: BuiltPlan
  bindings: Bindings
  engine: Engine
  /** an engine over other numbers of the same problem; left out: the Plan's own */
  over?: (bindings: Bindings) => Engine
}

/** The problem with other numbers, e.g. points moved elsewhere. */
export function rebound(bound: BoundProblem, bindings: Bindings): BoundProblem {
  return { ...bound, bindings, engine: bound.over?.(bindings) ?? new Interpreter(bound.built.plan, bindings) }
}

/** Outputs of a group at its points, one array each. */
export function evaluateGroup({ built, bindings, engine }: BoundProblem, group: number): Float64Array[] {
  const count = bindings.points[group]![0]!.length
  const out = built.plan.groups[group]!.outputs.map(() => new Float64Array(count))
  engine.evaluate(group, out)
  return out
}

/** Largest |left - right| over all conditions, NaN where one is not finite. */
export function conditionViolation(bound: BoundProblem): number {
  let worst = 0
  for (const group of bound.built.groups.conditions) {
    const [left, right] = evaluateGroup(bound, group) as [Float64Array, Float64Array]
    left.forEach((value, p) => {
      const difference = Math.abs(value - right[p]!)
      if (!(difference <= worst)) worst = difference
    })
  }
  return worst
}
