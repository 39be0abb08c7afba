import { makeOptimiser } from '../../training/optimiser.ts'
import { Interpreter } from '../interpreter.ts'
import { parameterCount, type Engine } from '../plan.ts'
import type { Workload } from './workloads.ts'

const LEARNING_RATE = 1e-3

/** An engine with a workload, as a bench sees it. */
export interface Subject {
  /** what computes, in words */
  name: string
  /** loss and, in `out`, its gradient at the present weights */
  gradient(out: Float64Array): number
  /** whole training steps: loss, gradient, Adam */
  steps(count: number): void
}

/** The engine that runs of the lab would use, over its own copy of the weights. */
export function makeSubject(workload: Workload): Subject {
  const { plan } = workload
  const bindings = { ...workload.bindings, parameters: workload.bindings.parameters.slice() }
  const engine: Engine = new Interpreter(plan, bindings)
  const gradient = new Float64Array(parameterCount(plan))
  const optimiser = makeOptimiser('adam', gradient.length, 0)
  return {
    name: 'interpreter',
    gradient: (out) => engine.gradient(out).total,
    steps: (count) => {
      for (let k = 0; k < count; k++) {
        engine.gradient(gradient)
        optimiser.update(bindings.parameters, gradient, LEARNING_RATE)
      }
    }
  }
}
