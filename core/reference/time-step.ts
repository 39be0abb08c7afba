import { divide, stepsWithin } from './grid.ts'
import { digits } from './judge.ts'
import { cellsAlong, unusable } from './steps.ts'
import type { Interval } from './steps.ts'
import type { ReferenceOptions } from './types.ts'

export interface TimeStep {
  dt: number
  steps: number
}

/** Updates of a grid value that a scheme may take: some ten seconds. */
const MOST_UPDATES = 2_000_000_000

/**
 * The time step of an explicit scheme. Asked for by its ratio (ratio = `ratioOf` dt) it is kept, and the last whole step inside the interval is the last;
 * asked for by spacing or points it is rounded so that it fits; unasked it is the largest that fits and keeps the ratio at `standard` or below.
 */
export function timeStep(
  interval: Interval,
  options: ReferenceOptions,
  standard: number,
  scheme: { dtOf: (ratio: number) => number; ratioOf: (dt: number) => number; points: number },
  notes: string[]
): TimeStep {
  const { name, from, to } = interval
  const length = to - from
  const within = ({ dt, steps }: TimeStep): TimeStep => {
    if (steps * scheme.points <= MOST_UPDATES) return { dt, steps }
    throw unusable(
      `${steps} time steps on ${scheme.points} points would take too long.`,
      `Take fewer points in space, or stop at an earlier ${name}.`
    )
  }
  if (options.ratio === undefined && (options.spacing?.[name] !== undefined || options.points?.[name] !== undefined)) {
    const steps = cellsAlong(interval, options, 2, notes)
    return within({ dt: length / steps, steps })
  }
  const ratio = options.ratio ?? standard
  if (!(ratio > 0) || !Number.isFinite(ratio))
    throw unusable(`The ratio ${ratio} is not a positive number.`, `Give for example ${standard}.`)
  const dt = scheme.dtOf(ratio)
  const { fits, steps: whole } = divide(length, dt)
  if (fits) return within({ dt: length / whole, steps: whole })
  const up = Math.ceil(length / dt)
  const fitting = `the ratio ${digits(scheme.ratioOf(length / up))} gives ${up} steps that end at ${name} = ${digits(to)} exactly`
  if (options.ratio === undefined) {
    notes.push(`d${name} = ${digits(dt)} does not divide the interval of length ${digits(length)}: ${fitting}, and is taken.`)
    return within({ dt: length / up, steps: up })
  }
  if (length < dt) throw unusable(`One step of d${name} = ${digits(dt)} is longer than the interval.`, `Take a smaller ratio: ${fitting}.`)
  const { steps } = stepsWithin(length, dt)
  notes.push(
    `d${name} = ${digits(dt)} does not divide the interval of length ${digits(length)}: the ${steps} whole steps end at ${name} = ${digits(from + steps * dt)}; ${fitting}.`
  )
  return within({ dt, steps })
}
