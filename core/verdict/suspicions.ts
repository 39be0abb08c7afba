import type { Undetermined } from '../reference/determined.ts'
import type { Trouble } from '../reference/equation.ts'
import type { Metrics } from '../training/snapshot.ts'
import type { Empty } from './points.ts'
import { USELESS, figures } from './sentence.ts'
import { unsolvable } from './unsolvable.ts'
import type { Suspicion, Verdict } from './types.ts'

/** The numbers of a verdict with what judges them. */
export interface Facts extends Omit<Verdict, 'level' | 'sentence' | 'error' | 'scale' | 'suspicions' | 'cures'> {
  metrics: Pick<Metrics, 'max_abs_error' | 'rel_l2' | 'condition_violation'>
  /** largest |u| */
  scale: number
  /** errors below it cannot be told apart from round-off */
  floor: number
  /** error that round-off may make */
  roundOff: number
  target: number | undefined
  empty: Empty | undefined
  /** what nothing determines of the solutions, and in words */
  undetermined?: Undetermined | null
  free?: string
  /** what a classical method found about the problem where it found no solution */
  trouble?: Trouble | undefined
  /** the residual relative to its terms */
  unmet?: number | null
  /** places inside a piece of the solution at which the equations switch, in words, and whether it could be solved in windows that end there */
  switches?: readonly string[]
  goesOn?: boolean
  /** places at which conditions disagree with each other, so that one of them is missed there by any solution */
  apart?: readonly string[]
  /** why the residual misses a part of the equation */
  kinked?: string | undefined
}

/** A residual that is so many times larger between the points than at them: over-fitted (a network with more weights than equations). */
const RATIO = 10
/** An error so many times the residual: a small loss says little. */
const SENSITIVE = 100
/** A share of the domain without points that chance does not leave. */
const EMPTY = 0.1

/** What is suspicious, the gravest first, each with its cure. */
export function suspicionsOf(facts: Facts): Suspicion[] {
  const { metrics, scale, floor, reference } = facts
  const found: Suspicion[] = []
  const say = (code: Suspicion['code'], message: string, cure: string) => found.push({ code, message, cure })
  const error = knownError(facts)
  const matters = error === null || error > Math.max(1e3 * floor, 1e-9 * scale)
  const { exact, classical } = { exact: metrics.max_abs_error, classical: reference?.max_abs_error ?? null }
  const estimated = facts.estimated_error
  const apart = classical !== null && classical > 0.1 * scale && classical > 10 * (reference?.stated_error ?? 0)
  // a certified estimate of that size says the same: it is not learnt yet
  const unlearnt = facts.certified && estimated !== null && estimated > 0.3 * (classical ?? 0)
  const none = unsolvable(facts)
  if (none !== undefined) found.push(none)
  if (facts.undetermined?.kind === 'many')
    say('not-unique', `The solutions are not unique: ${facts.free ?? 'a part is free'}.`, 'A further condition says which one is meant.')
  if (facts.kinked !== undefined)
    say('kinked', `The loss cannot see the equation: ${facts.kinked}.`, 'Train with a smooth activation, such as tanh or sine.')
  if (facts.empty !== undefined && facts.empty.share > EMPTY) {
    const where = facts.empty.box.map(({ name, from, to }) => `${name} from ${figures(from)} to ${figures(to)}`).join(', ')
    say(
      'uncovered',
      `${Math.round(100 * facts.empty.share)} per cent of the domain has no collocation points: ${where}.`,
      'Spread the points over the whole domain.'
    )
  }
  if (matters && facts.switches !== undefined && facts.switches.length > 0)
    say(
      'switches',
      `The equation switches at ${listed(facts.switches)}: there the solution has a kink, which a smooth network rounds off.`,
      facts.goesOn === true
        ? 'Solve it in windows of time, which end there (training.windows: auto).'
        : 'Put more points there (points.adaptive: true), or make the switch smooth over a short stretch, as (1 + tanh(s/0.01))/2 does.'
    )
  if (isAnother(facts))
    say(
      'another-solution',
      `The classical method found another solution of the same problem, ${figures(classical ?? 0)} away.`,
      'Both are solutions: a further condition, or the first guess, says which one is meant.'
    )
  else if (exact === null && reference?.another !== undefined)
    say(
      'another-solution',
      `The problem has another solution, ${figures(reference.another)} away: the classical method finds it when it does not begin at this one.`,
      'Both are solutions: a further condition, or the first guess, says which one is meant.'
    )
  else if (exact !== null && classical !== null && Math.abs(exact - classical) > 0.1 * scale + 2 * (reference?.stated_error ?? 0))
    say(
      'exact-disagrees',
      'The exact solution in the file and the classical one are two different functions.',
      'Check the exact solution: it is mistyped, or the problem has several.'
    )
  else if (apart && !unlearnt && none === undefined)
    say(
      'disagrees',
      `The classical solution lies ${figures(classical)} away: this one is not it.`,
      'Train from another seed, in shorter windows of time, or with more points.'
    )
  // where conditions disagree the residual is as large as one likes, and tells nothing once a classical solution agrees
  const isElsewhere = facts.apart !== undefined && facts.apart.length > 0 && classical !== null && !apart
  if (none === undefined && estimated !== null && estimated > 0.3 * scale && !isElsewhere)
    say(
      'as-large',
      `The residual allows an error of ${figures(estimated)}, as large as the solution.`,
      'Do not trust this curve: split the time into windows, start from another seed, train longer.'
    )
  if (facts.residual_ratio !== null && facts.residual_ratio > RATIO && matters)
    say(
      'over-fitted',
      `The residual is ${figures(facts.residual_ratio)} times larger between the collocation points than at them.`,
      'Take more points, or a smaller network.'
    )
  if (facts.amplification !== null && facts.amplification > SENSITIVE && matters)
    say(
      'sensitive',
      `A residual of 1 costs an error of ${figures(facts.amplification)} here: a small loss says little.`,
      'Judge by the error, not by the loss; shorter windows of time make the problem less sensitive.'
    )
  if (facts.seed_spread !== null && facts.seed_spread > Math.max(10 * (estimated ?? 0), 0.01 * scale))
    say(
      'seeds-differ',
      `Other seeds give other solutions, up to ${figures(2 * facts.seed_spread)} apart.`,
      'At least one of them sits on a wrong branch: compare them with the classical solution.'
    )
  if (metrics.condition_violation > 1e-3 * scale)
    say(
      'conditions',
      `A condition is off by ${figures(metrics.condition_violation)}${facts.apart?.[0] === undefined ? '' : `: ${facts.apart[0]}`}.`,
      facts.apart?.[0] === undefined
        ? 'Hold it by the trial solution (trial: auto), or raise its weight.'
        : 'No solution meets both: trust it away from that place, or change one of the two.'
    )
  return found
}

/** Three of many are enough to see which. */
const listed = (places: readonly string[]): string =>
  places.length > 3 ? `${places.slice(0, 3).join(', ')} and ${places.length - 3} more places` : places.join(' and ')

/** Whether the classical solution is another one of a problem that has several: this one meets equations and conditions as well, wherever they were looked at. */
function isAnother(facts: Facts): boolean {
  const { reference, certified, estimated_error: estimated, empty, scale } = facts
  if (reference === null || !certified || estimated === null) return false
  const { max_abs_error: distance, stated_error: stated } = reference
  const seen = empty === undefined || empty.share <= EMPTY
  return seen && distance > 0.1 * scale && distance > 10 * stated && estimated < 0.1 * distance
}

/** The error by the best that is known: the exact solution, else the classical one, else a certified estimate. */
export function knownError(facts: Facts): number | null {
  const { metrics, reference, certified, estimated_error: estimated } = facts
  if (metrics.max_abs_error !== null) return metrics.max_abs_error
  const own = certified && estimated !== null ? Math.max(facts.error_bound ?? estimated, facts.roundOff) : null
  // a distance from another solution is no error
  if (own !== null && (facts.undetermined?.kind === 'many' || isAnother(facts))) return own
  // one that states a large error of its own tells nothing
  const isUseful = reference !== null && reference.stated_error <= USELESS * facts.scale
  const isCloser = reference !== null && (reference.stated_error <= 0.5 * reference.max_abs_error || facts.error_bound !== undefined)
  if (isUseful && (isCloser || !certified)) return Math.max(reference.max_abs_error, reference.stated_error)
  return own
}
