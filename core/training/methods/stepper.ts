import { LabError } from '../../errors.ts'
import type { Objective } from '../objective.ts'
import type { Phase } from '../phases.ts'
import type { OptimiserName } from '../optimiser.ts'
import { firstOrder } from './first-order.ts'
import { gaussNewton } from './gauss-newton.ts'
import { instant } from './instant.ts'
import { lbfgs } from './lbfgs.ts'
import { levenbergMarquardt } from './levenberg-marquardt.ts'
import type { Method, MethodState, Minimised } from './method.ts'
import { ssbroyden } from './ssbroyden.ts'

export type SecondOrderName = 'lbfgs' | 'ssbroyden' | 'lm' | 'gauss_newton' | 'instant'

/** Any method as the training loop sees it. Steps are counted from the beginning of its phase. */
export interface Stepper {
  readonly state: MethodState
  /** Terms of the loss at the present weights, over the points of this step; what the step needs of them is kept. */
  prepare(step: number): Float64Array
  /** One iteration. `moved`: whether it changed the weights; `reason`: why no further one helps. */
  step(step: number): { moved: boolean; reason: string | null }
  /** What is minimised has changed. */
  changed(): void
}

const SECOND_ORDER: Record<SecondOrderName, (minimised: Minimised, restored?: MethodState) => Method> = {
  lbfgs,
  ssbroyden,
  lm: levenbergMarquardt,
  gauss_newton: gaussNewton,
  instant
}

export const isSecondOrder = (name: string): name is SecondOrderName => Object.hasOwn(SECOND_ORDER, name)

/** Largest dense matrix of a method, in numbers: 512 MiB. */
const MOST_NUMBERS = 2 ** 26

/** The method of a phase with fresh or restored state; refuses a network that is too large for the dense matrix that it needs. */
export function makeStepper(objective: Objective, phase: Phase, name: OptimiserName | SecondOrderName, restored?: MethodState): Stepper {
  const state = restored && { step: restored.step, state: restored.state.map((array) => array.slice()) }
  if (!isSecondOrder(name)) return firstOrder(objective, phase, name, state)
  const minimised = objective.minimised(phase)
  const { length } = minimised.parameters
  const numbers = { ssbroyden: length * length, lm: minimised.rows * length, gauss_newton: minimised.rows * length, instant: 0, lbfgs: 0 }[
    name
  ]
  if (numbers > MOST_NUMBERS) throw tooLarge(name, length, minimised.rows)
  const method = SECOND_ORDER[name](minimised, state)
  return {
    state: method.state,
    changed: () => method.changed(),
    prepare: () => objective.terms(),
    step() {
      const before = method.state.step
      const reason = method.step()
      return { moved: method.state.step > before, reason }
    }
  }
}

function tooLarge(name: SecondOrderName, parameters: number, rows: number): LabError {
  const matrix = name === 'ssbroyden' ? `${parameters} x ${parameters}` : `${rows} x ${parameters}`
  return new LabError(
    'method-too-large',
    `${name} needs a dense matrix of ${matrix} numbers: the network is too large for it`,
    'Choose lbfgs or adam, fewer points, or a smaller network.'
  )
}
