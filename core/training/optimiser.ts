import { makeUpdate, memoriesOf, type UpdateName } from '../engine/updates/index.ts'

/** State of an optimiser: what a checkpoint keeps beside the weights. */
export interface OptimiserState {
  step: number
  state: Float64Array[]
}

/** Updates parameters in place from a gradient. All arrays have one entry per parameter. */
export interface Optimiser {
  /** as it is at present */
  readonly state: OptimiserState
  update(parameters: Float64Array, gradient: Float64Array, learningRate: number): void
}

export type OptimiserName = UpdateName

/**
 * The optimiser with fresh or restored state, which it goes on changing. `momentum` is the heavy ball's factor; `epoch`: steps in which all
 * points are seen once.
 */
export function makeOptimiser(
  name: OptimiserName,
  size: number,
  { momentum, epoch }: { momentum: number; epoch: number },
  restored?: OptimiserState
): Optimiser {
  const state: OptimiserState = restored ?? {
    step: 0,
    state: Array.from({ length: memoriesOf(name) }, () => new Float64Array(size))
  }
  const update = makeUpdate(name, state.state, size)
  return {
    get state() {
      update.memories()
      return state
    },
    update(parameters, gradient, learningRate) {
      state.step++
      update.run(parameters, gradient, { rate: learningRate, momentum, step: state.step, epoch })
    }
  }
}
