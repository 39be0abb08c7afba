import { evaluator } from '../evaluator.ts'
import { complexStep } from './complex-step.ts'
import { valueOf } from './point.ts'
import type { DifferenceReport, Value } from './report.ts'
import type { Swept } from './sweeps.ts'

/** Steps 10^-1 to 10^-12, four a decade. */
const STEPS = Array.from({ length: 45 }, (_, k) => 10 ** (-1 - k / 4))
const FEW_STEPS = STEPS.filter((_, k) => k % 4 === 0)
/** Nodes above which there is one step a decade. */
const LARGE = 3000
/** Steps of a window in which the order of a truncation error is fitted: one decade. */
const WINDOW = 5

/**
 * Difference quotients of an output by an input against the step, with their distance from the automatic derivative: truncation
 * error falls with the step, rounding error grows, and the sum has the shape of a V.
 * @param exact the automatic derivative
 * @param bound rounding error that the automatic derivative itself may have
 */
export function differenceTable(swept: Swept, output: number, input: number, exact: Value, bound: Value): DifferenceReport {
  const { subject, outputs, ids } = swept
  const f = evaluator(subject.graph, [ids[outputs[output]!]!])
  const at = subject.inputs.map(({ value }) => value)
  const moved = (by: number): number => f(at.map((value, k) => (k === input ? value + by : value)))[0]!
  const here = moved(0)
  const rows = (ids.length > LARGE ? FEW_STEPS : STEPS).map((step) => {
    const [above, below] = [moved(step), moved(-step)]
    const forward = valueOf((above - here) / step)
    const central = valueOf((above - below) / (2 * step))
    const complex = valueOf(complexStep(swept, output, input, step))
    return {
      ...{ step, forward, central, complex },
      ...{ forwardError: error(forward, exact), centralError: error(central, exact), complexError: error(complex, exact) }
    }
  })
  const forward = rows.map(({ step, forwardError }) => ({ step, error: forwardError }))
  const central = rows.map(({ step, centralError }) => ({ step, error: centralError }))
  return {
    rows,
    reference: exact,
    automaticError: bound,
    slopes: { forward: slope(forward), central: slope(central) },
    best: { forward: best(forward), central: best(central) }
  }
}

function error(value: Value, exact: Value): Value {
  return value === null || exact === null ? null : Math.abs(value - exact)
}

type Errors = readonly { step: number; error: Value }[]

function best(errors: Errors): { step: number; error: number } | null {
  return errors.reduce<{ step: number; error: number } | null>(
    (least, { step, error: own }) => (own !== null && (least === null || own < least.error) ? { step, error: own } : least),
    null
  )
}

/** Order of the truncation error: the slope of the straightest decade at steps above that of the smallest error. */
function slope(errors: Errors): Value {
  const least = best(errors)
  if (least === null) return null
  const falling = errors.filter(({ step, error: own }) => step >= 10 * least.step && own !== null && own > 0)
  let straightest: { slope: number; spread: number } | null = null
  for (let k = 0; k + WINDOW <= falling.length; k++) {
    const fit = line(falling.slice(k, k + WINDOW).map(({ step, error: own }) => [Math.log10(step), Math.log10(own!)]))
    if (straightest === null || fit.spread < straightest.spread) straightest = fit
  }
  return straightest === null || straightest.spread > 0.02 || straightest.slope < 0.5 ? null : straightest.slope
}

function line(points: readonly (readonly [number, number])[]): { slope: number; spread: number } {
  const n = points.length
  const [mx, my] = [0, 1].map((k) => points.reduce((sum, point) => sum + point[k]!, 0) / n) as [number, number]
  const sxy = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0)
  const sxx = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
  const own = sxy / sxx
  return { slope: own, spread: Math.max(...points.map(([x, y]) => Math.abs(y - my - own * (x - mx)))) }
}
