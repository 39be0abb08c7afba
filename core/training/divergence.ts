import { phasesOf } from './phases.ts'
import type { Settings } from './settings.ts'

/** A loss that is not finite, in words, with what mends it: numbers that overflow before anything was trained, steps that are too long after that. */
export function divergence(loss: number, iteration: number, training: Settings['training']): string {
  const what = `The loss is ${loss} at iteration ${iteration}.`
  if (iteration === 0)
    return `${what} The equation gives numbers that are too large: measure in units in which they are near 1, or shorten the interval.`
  const phase = phasesOf(training).findLast(({ from }) => from < iteration)
  const rate = phase?.method.learningRate
  if (rate === undefined) return `${what} Begin from another seed, or let the lab choose the method (optimizer: auto).`
  return `${what} The learning rate ${rate} is too large here: try ${Number((rate / 10).toPrecision(6))}.`
}
