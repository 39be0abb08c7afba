import { evolutionSystem } from './lines/evolution-system.ts'
import { firstOrder } from './ode/first-order.ts'
import { isLinearSystem } from './system.ts'
import type { NumericSystem } from './system.ts'

/** A problem whose linearisation takes some changes to nothing: what that means for its solutions. */
export interface Undetermined {
  kind: 'none' | 'many' | 'round-off'
  /** in words, as a clause */
  why: string
}

/**
 * What changes that leave everything as it is say of a problem: where something is left of its equations or conditions it has no solution (the Fredholm alternative),
 * else it has many. One that goes on from its start values has one; its round-off grows to more than it then.
 * @param unmet whether something is left that no change takes away
 */
export function undetermined(system: NumericSystem, unmet: boolean): Undetermined {
  if (firstOrder(system).fit !== undefined)
    return { kind: 'round-off', why: 'round-off grows so much that sixteen digits of the start values do not determine the solution' }
  if (unmet) return { kind: 'none', why: 'no function meets the equations together with the conditions' }
  return { kind: 'many', why: 'the problem has more than one solution' }
}

/** Whether the problem has one solution at most: it is linear and determined, or goes on from its start. */
export function isUnique(system: NumericSystem): boolean {
  return isLinearSystem(system) || firstOrder(system).fit !== undefined || evolutionSystem(system).fit !== undefined
}
