import { LabError } from '../errors.ts'
import { divide } from './grid.ts'
import { digits } from './judge.ts'
import type { ReferenceOptions } from './types.ts'

export interface Interval {
  name: string
  from: number
  to: number
}

/** Finer grids than this are refused before they eat the memory. */
export const MOST_CELLS = 2_000_000

/**
 * Cells of a uniform grid along one variable: from the wished spacing (rounded so that it fits, which `notes` tells), else from the wished
 * number of points, else `standard` points.
 */
export function cellsAlong({ name, from, to }: Interval, options: ReferenceOptions, standard: number, notes: string[]): number {
  const wished = options.spacing?.[name]
  if (wished === undefined) return checked(name, (options.points?.[name] ?? standard) - 1)
  if (!(wished > 0) || !Number.isFinite(wished))
    throw unusable(`The step d${name} = ${wished} is not a positive number.`, `Give for example ${digits((to - from) / 10)}.`)
  const { steps, step, fits } = divide(to - from, wished)
  if (!fits) {
    const count = steps === 1 ? '1 step' : `${steps} steps`
    notes.push(
      `d${name} = ${digits(wished)} does not divide the interval [${digits(from)}, ${digits(to)}]: ${count} of ${digits(step)} are taken; ${digits((to - from) / (steps + 1))} would fit as well.`
    )
  }
  return checked(name, steps)
}

function checked(name: string, cells: number): number {
  if (!Number.isInteger(cells) || cells < 1) throw unusable(`A grid along ${name} needs at least 2 points.`, 'Give at least 2 points.')
  if (cells > MOST_CELLS) throw unusable(`${cells + 1} points along ${name} are too many.`, `Give at most ${MOST_CELLS + 1}.`)
  return cells
}

/** The interval of the time variable, cut or extended to `until`. */
export function timeInterval(interval: Interval, until: number | undefined): Interval {
  if (until === undefined) return interval
  if (!(until > interval.from) || !Number.isFinite(until)) {
    const message = `${interval.name} = ${until} does not lie after the start, ${interval.name} = ${digits(interval.from)}.`
    throw unusable(message, `Give a value above ${digits(interval.from)}.`)
  }
  return { ...interval, to: until }
}

export function unusable(message: string, cure: string): LabError {
  return new LabError('reference-options', message, cure)
}
