import { LabError } from '../errors.ts'
import type { Scope } from './ast.ts'

/** Scopes and helpers for the tests of this folder. */
export const ODE: Scope = { variables: ['t'], unknowns: ['g'], parameters: ['gamma', 'g0', 'A'], evaluation: 'own' }
export const PDE: Scope = { variables: ['x', 't'], unknowns: ['u'], parameters: ['nu'], evaluation: 'own' }
export const anywhere = (scope: Scope): Scope => ({ ...scope, evaluation: 'anywhere' })

/** The LabError that a function throws; fails where it throws none. */
export function refusal(run: () => unknown): LabError {
  try {
    run()
  } catch (thrown) {
    if (thrown instanceof LabError) return thrown
    throw thrown
  }
  throw new Error('nothing was refused')
}

/** The text with the error's replacement put in place of what stands at its place. */
export function mended(text: string, error: LabError): string {
  const { column, length } = error.place
  if (column === undefined || length === undefined || error.replacement === undefined) throw new Error('nothing to put in place')
  return text.slice(0, column - 1) + error.replacement + text.slice(column - 1 + length)
}

/** A generator of numbers in [0, 1) that is the same in every run (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
