import { makeOptimiser } from '../../training/optimiser.ts'
import type { Settings } from '../../training/settings.ts'
import { describeEngine, engineInWords, makeEngine } from '../make-engine.ts'
import { parameterCount } from '../plan.ts'
import type { Workload } from './workloads.ts'

const LEARNING_RATE = 1e-3

/** An engine with a workload, as a bench sees it. */
export interface Subject {
  /** what computes, in words */
  readonly name: string
  /** loss and, in `out`, its gradient at the present weights */
  gradient(out: Float64Array): number
  /** whole training steps: loss, gradient, Adam */
  steps(count: number): void
}

/** The engine that runs of the lab would use with such a setting, over its own copy of the weights. */
export function makeSubject(workload: Workload, choice: Settings['engine'] = 'auto'): Subject {
  const { plan } = workload
  const bindings = { ...workload.bindings, parameters: workload.bindings.parameters.slice() }
  const engine = makeEngine(plan, bindings, choice)
  const gradient = new Float64Array(parameterCount(plan))
  const optimiser = makeOptimiser('adam', gradient.length, { momentum: 0, epoch: 1 })
  return {
    get name() {
      return engineInWords(describeEngine(engine))
    },
    gradient: (out) => engine.gradient(out).total,
    steps: (count) => {
      for (let k = 0; k < count; k++) {
        engine.gradient(gradient)
        optimiser.update(bindings.parameters, gradient, LEARNING_RATE)
      }
    }
  }
}
