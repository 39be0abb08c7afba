import { discretise, solveLinearised } from '../reference/collocation/discretise.ts'
import type { Change, Discretisation } from '../reference/collocation/discretise.ts'
import { readCoefficients, readFrom } from '../reference/collocation/rows.ts'
import type { Field } from '../reference/collocation/rows.ts'
import { UNMET, checkPoints, zeroOrder } from '../reference/collocation/solve.ts'
import { evaluateIn } from '../reference/collocation/space.ts'
import { isLinearSystem } from '../reference/system.ts'
import type { NumericSystem } from '../reference/system.ts'
import { undetermined } from '../reference/determined.ts'
import type { Undetermined } from '../reference/determined.ts'
import { orthonormal, withoutFree } from './free-part.ts'
import { isBoundable, slackOf } from './slack.ts'
import type { Slack } from './slack.ts'
import { ROUND_OFF, roundOff, termsAt } from './round-off.ts'

/** What the residual says about the error of a solution. */
export interface Defect {
  /** largest |error| over equidistant points, worst of the unknowns; null where it cannot be had */
  error: number | null
  /** relative L2 error over the same points */
  relative: number | null
  byUnknown: (number | null)[]
  /** largest |E| over the points at which the equations were looked at */
  residual: number
  /** error over residual: what a residual of one costs; null without an error */
  amplification: number | null
  /** whether the linearisation and its discretisation hold: the estimate is then within a factor of two of the truth, or there is a bound */
  trusted: boolean
  /** the error is no larger, where the residual is too rough to tell it closer; null where the estimate tells it */
  bound: number | null
  /** how far the error may be from the estimate, where there is a bound */
  slack: Slack | null
  /** why it is not trusted, in words */
  why: string | null
  /** errors below this are told too large: round-off of the estimate itself, as the problem lets it grow */
  floor: number
  /** error that round-off of the residual may make: none smaller is certified */
  roundOff: number
  /** the residual relative to the terms of equations and conditions, root mean square; null where it cannot be had */
  share: number | null
  /** what the equations and conditions do not determine; null where they determine the solution */
  undetermined: Undetermined | null
  /** solutions of the linearised problem that nothing determines, largest value one */
  free: readonly Field[]
  /** what round-off of the residual costs, drawn some times: the error that each draw makes */
  draws: readonly Field[]
  /** largest |u| over the same points, to judge the error by */
  scale: number
  /** the estimated error as a function: D^order of (true solution - solution); null where it cannot be had */
  correction: Field | null
}

/** Errors of the values that conditions give, one per condition: by the estimate, and by every draw of round-off. */
export interface Carried {
  shifts: readonly number[]
  draws: readonly (readonly number[])[]
  /** by how much they may be off beside what is estimated of them; left out where the estimate holds */
  slack?: readonly number[]
}

/** Functions along every variable that are tried in turn, by the number of variables. */
const LADDERS: readonly (readonly number[])[] = [
  [32, 64, 128, 192, 256],
  [12, 16, 20, 24, 28],
  [6, 8, 9],
  [4, 5]
]

/** Two discretisations that differ by less than this share are taken to agree. */
const AGREE = 0.25
/** The share of the residual that the estimate may leave unexplained. */
const UNFITTED = 0.3
/** A second correction that is larger than this share of the first says that the problem is not linear over so large an error. */
const NONLINEAR = 0.3
/** A bound of the error that is a larger share of the solution certifies nothing. */
const BOUNDED = 1e-3
/** By how much round-off may go beyond what a few draws of it show. */
const SPREAD = 4

/**
 * The linearised defect: the error e of a solution u with E[u] = r solves E'[u] e = -r, with E' the linearisation of equations and conditions at u. It is solved by
 * collocation, and corrected once with E[u + e], which tells whether the linearisation holds (a posteriori estimation by the defect, Zadunaisky, Numer. Math. 27 (1976)
 * 21; Stetter, Numer. Math. 29 (1978) 425). Needs no reference and no exact solution.
 * @param field the solution: D^order of an unknown at points
 * @param trained values of the numbers that are found with it
 * @param carried by how much each condition's given value is off itself, as those of a window are that take over the end of another
 */
export function linearisedDefect(
  system: NumericSystem,
  field: Field,
  trained: readonly number[] = [],
  carried: Carried = { shifts: [], draws: [] }
): Defect {
  const points = checkPoints(system)
  const own = system.unknowns.map((_, k) => field(k, zeroOrder(system), points))
  const scale = Math.max(...own.map(largest))
  const least = scale * (system.problem.domain === undefined ? 1e-13 : 1e-10)
  const none = (residual: number, why: string): Defect => ({
    error: null,
    relative: null,
    byUnknown: system.unknowns.map(() => null),
    residual,
    amplification: null,
    trusted: false,
    bound: null,
    slack: null,
    why,
    floor: 0,
    roundOff: 0,
    share: null,
    undetermined: null,
    free: [],
    draws: [],
    scale,
    correction: null
  })
  if (system.problem.observations.length > 0 || system.problem.functions.length > 0)
    return none(NaN, 'the solution is fitted to measurements')
  if (!Number.isFinite(scale)) return none(NaN, 'the solution is not a number everywhere')
  let last: Estimate | undefined
  const boundable: Estimate[] = []
  for (const size of LADDERS[system.variables.length - 1]!) {
    const now = estimateAt(
      discretise(
        system,
        system.variables.map(() => size)
      ),
      field,
      trained,
      points,
      carried
    )
    if (typeof now === 'string') return none(NaN, now)
    const settled = last !== undefined && now.left <= UNFITTED && Math.abs(now.error - last.error) <= AGREE * now.error
    if (now.slack !== undefined) boundable.push(now)
    if (settled || (last !== undefined && now.error < least)) return judged(now, true)
    last = now
  }
  return judged(last!, false)

  /** What a rough residual may cost at most, by the two finest discretisations for which it can be had. */
  function bounded(): Pick<Defect, 'bound' | 'slack'> {
    const pair = boundable.slice(-2).map(({ slack, error }) => {
      const own = slack!()
      return { own, bound: error + Math.max(...system.unknowns.map((_, k) => largest(own(k, zeroOrder(system), points)))) }
    })
    if (pair.length < 2) return { bound: null, slack: null }
    const { own, bound } = pair.reduce((worse, one) => (one.bound > worse.bound ? one : worse))
    return bound <= BOUNDED * scale ? { bound, slack: own } : { bound: null, slack: null }
  }

  function judged(estimate: Estimate, settled: boolean): Defect {
    const { error, second, residual, errors, free } = estimate
    const lack = free.length === 0 ? null : undetermined(system, estimate.unmet)
    const isRough = estimate.left > UNFITTED
    const isUncertain = carried.slack?.some((size) => size > 0) === true
    const open = (isRough || isUncertain) && lack === null && second <= NONLINEAR ? bounded() : { bound: null, slack: null }
    const why =
      lack !== null && lack.kind !== 'many'
        ? lack.why
        : open.bound !== null
          ? null
          : isRough
            ? 'the residual cannot be followed by smooth functions'
            : !settled
              ? 'the estimate still changes with the number of functions by which it is computed'
              : second > NONLINEAR
                ? 'the error is too large for the problem to be linear over it'
                : error > 0.3 * Math.max(scale, ...errors.map((row, k) => largest(row.map((e, p) => e + own[k]![p]!))))
                  ? 'the estimated error is as large as the solution'
                  : null
    const squares = (rows: readonly Float64Array[]): number => rows.reduce((sum, row) => sum + row.reduce((s, x) => s + x * x, 0), 0)
    return {
      error,
      relative: Math.sqrt(squares(errors) / (squares(own) || 1)),
      byUnknown: errors.map(largest),
      residual,
      amplification: residual > 0 ? error / residual : null,
      trusted: why === null,
      ...open,
      why,
      floor: Math.max(least, SPREAD * estimate.noise),
      roundOff: SPREAD * estimate.noise,
      share: estimate.share,
      undetermined: lack,
      free,
      draws: estimate.draws,
      scale,
      correction: estimate.correction
    }
  }
}

interface Estimate {
  /** largest share of a residual that the estimate does not account for, round-off set aside */
  left: number
  error: number
  errors: Float64Array[]
  /** size of the second correction relative to the first */
  second: number
  residual: number
  correction: Field
  /** the residual relative to its terms */
  share: number
  /** whether something is left of a linear problem that no change takes away */
  unmet: boolean
  free: readonly Field[]
  draws: readonly Field[]
  /** largest error of a draw of round-off */
  noise: number
  /** how far the error may be from the estimate; left out where that takes too long */
  slack?: () => Slack
}

function estimateAt(
  discretisation: Discretisation,
  field: Field,
  trained: readonly number[],
  points: readonly Float64Array[],
  { shifts, draws, slack = [] }: Carried
): Estimate | string {
  const { system, space, equations, conditions } = discretisation
  const parts = [...equations, ...conditions]
  const reads = parts.map((sampled) => readFrom(field, sampled))
  const values = parts.map((sampled, s) => sampled.run(reads[s]!, trained).map((row) => row.slice()))
  if (values.some((rows) => rows.some((row) => !row.every(Number.isFinite)))) return 'the residual is not a number everywhere'
  const residual = Math.max(...values.slice(0, equations.length).map(([row]) => largest(row!)))
  const { solve, free, weights } = solveLinearised(discretisation, values)
  const errorsOf = (change: Change) => system.unknowns.map((_, k) => evaluateIn(space, change.coefficients[k]!, zeroOrder(system), points))
  const sizeOf = (change: Change): number => Math.max(...errorsOf(change).map(largest))
  const fieldOf =
    (change: Change): Field =>
    (unknown, order, at) =>
      evaluateIn(space, change.coefficients[unknown]!, order, at)
  const weighed = (rows: readonly Float64Array[]): number =>
    Math.hypot(...rows.map((row, s) => Math.hypot(...row.map((value, p) => value * weights[s]![p]!))))
  const basis = orthonormal(free(), errorsOf)
  const solved = (right: readonly Float64Array[]): Change => withoutFree(solve(right), basis, errorsOf)
  const shiftOf = (s: number, of: readonly number[] = shifts): number => of[s - equations.length] ?? 0
  const first = solved(values.map(([row], s) => row!.map((value) => shiftOf(s) - value)))
  const firstErrors = errorsOf(first)
  const size = Math.max(...firstErrors.map(largest))
  if (!Number.isFinite(size)) return 'the linearised problem has no solution'
  const terms = values.map((rows, s) => termsAt(rows, reads[s]!))
  const linear = parts.map((sampled, s) => linearRemainder(values[s]!, sampled, first).map((value) => value - shiftOf(s)))
  const drawn = roundOff(terms, linear).map((rows, d) => solved(rows.map((row, s) => row.map((value) => value + shiftOf(s, draws[d])))))
  const common = {
    left: Math.max(...parts.map((_, s) => unfitted(values[s]![0]!, linear[s]!, terms[s]!, s < equations.length ? 0 : size))),
    residual,
    share: weighed(values.map(([row]) => row!)) / (weighed(terms) || 1),
    unmet: isLinearSystem(system) && weighed(linear) > UNMET * Math.max(weighed(terms), weighed(values.map(([row]) => row!))),
    free: basis.map(fieldOf),
    draws: drawn.map(fieldOf),
    noise: Math.max(...drawn.map(sizeOf)),
    ...(isBoundable(discretisation)
      ? {
          slack: () =>
            slackOf({
              ...{ discretisation, field, trained, solve, carried: slack },
              remainder: (rows, sampled) => linearRemainder(rows, sampled, first)
            })
        }
      : {})
  }
  if (isLinearSystem(system)) return { ...common, error: size, errors: firstErrors, second: 0, correction: fieldOf(first) }
  const remainder = parts.map((sampled, s) => {
    const moved = readCoefficients(first.coefficients, sampled).map((change, k) => change.map((value, p) => value + reads[s]![k]![p]!))
    const numbers = trained.map((value, k) => value + first.trained[k]!)
    const [moreLeft] = sampled.run(moved, numbers)
    // what a linear problem would leave is the discretisation's, not the non-linearity's
    return moreLeft!.map((value, p) => -(value - shiftOf(s) - linear[s]![p]!))
  })
  const next = solved(remainder)
  const both = { ...next, coefficients: next.coefficients.map((row, k) => row.map((value, j) => value + first.coefficients[k]![j]!)) }
  const errors = errorsOf(next).map((row, k) => row.map((value, p) => value + firstErrors[k]![p]!))
  const second = Math.max(...errors.map((row, k) => largest(row.map((value, p) => value - firstErrors[k]![p]!))))
  const error = Math.max(...errors.map(largest))
  if (!Number.isFinite(error)) return { ...common, error: size, errors: firstErrors, second: Infinity, correction: fieldOf(first) }
  return { ...common, error, errors, second: size > 0 ? second / size : 0, correction: fieldOf(both) }
}

/** Root mean square of what is left of a part's residual, relative to it (or to a larger size that it may be compared with); 0 where only round-off is left. */
function unfitted(residual: Float64Array, left: Float64Array, terms: Float64Array, size: number): number {
  const rest = mean(left)
  if (rest <= ROUND_OFF * largest(terms)) return 0
  return rest / Math.max(mean(residual), size)
}

/** Root mean square. */
const mean = (row: Float64Array): number => Math.sqrt(row.reduce((sum, x) => sum + x * x, 0) / row.length)

/** E + E' e at the points of a part. */
function linearRemainder(values: readonly Float64Array[], sampled: Discretisation['equations'][number], change: Change): Float64Array {
  const [residual, ...partials] = values
  const out = residual!.slice()
  const changes = readCoefficients(change.coefficients, sampled)
  changes.forEach((row, k) => row.forEach((value, p) => (out[p]! += partials[k]![p]! * value)))
  sampled.part.trained.forEach(({ trainable }, k) =>
    partials[changes.length + k]!.forEach((partial, p) => (out[p]! += partial * change.trained[trainable]!))
  )
  return out
}

function largest(values: Float64Array): number {
  let found = 0
  for (const value of values) if (!(Math.abs(value) <= found)) found = Math.abs(value)
  return found
}
