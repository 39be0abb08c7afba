import type { Objective } from '../objective.ts'
import { learningRate } from '../learning-rate.ts'
import { makeOptimiser, type OptimiserName } from '../optimiser.ts'
import type { Phase } from '../phases.ts'
import type { MethodState } from './method.ts'
import type { Stepper } from './stepper.ts'

/** A method that updates the weights by rule from one gradient; the terms of the loss come with it. */
export function firstOrder(objective: Objective, phase: Phase, name: OptimiserName, restored?: MethodState): Stepper {
  const { parameters } = objective.bound.bindings
  const optimiser = makeOptimiser(name, parameters.length, { momentum: phase.momentum, epoch: objective.epoch(phase) }, restored)
  const gradient = new Float64Array(parameters.length)
  return {
    get state() {
      return optimiser.state
    },
    changed: () => undefined,
    prepare: (step) => objective.gradient(gradient, phase, step),
    step(step) {
      optimiser.update(parameters, gradient, learningRate(phase.method, step, phase.iterations))
      return { moved: true, reason: null }
    }
  }
}
