import { knownError } from './suspicions.ts'
import type { Facts } from './suspicions.ts'
import type { Level, Suspicion } from './types.ts'

/** Relative errors at which a solution is called sound, and at which it is called wrong. */
const SOUND = 1e-3
const WRONG = 0.1
/** A classical solution that states an error of a larger share of the solution says nothing about it. */
export const USELESS = 0.1

/** The level: by an error that is known or certified, never by the loss. */
export function levelOf(facts: Facts, suspicions: readonly Suspicion[]): Level {
  const error = knownError(facts)
  const has = (...codes: Suspicion['code'][]) => suspicions.some(({ code }) => codes.includes(code))
  if (error === null) return has('as-large', 'disagrees', 'seeds-differ', 'no-solution', 'blow-up') ? 'wrong' : 'not certified'
  const relative = error / (facts.scale || 1)
  if (!(relative <= WRONG)) return 'wrong'
  if (facts.metrics.max_abs_error === null && facts.reference === null && has('uncovered', 'over-fitted')) return 'not certified'
  const enough = facts.target === undefined ? SOUND * facts.scale : facts.target
  return error <= enough ? 'sound' : 'rough'
}

/** The verdict in words. */
export function sentenceOf(facts: Facts, level: Level, suspicions: readonly Suspicion[]): string {
  const { metrics, estimated_error: estimated, certified, why, reference, floor } = facts
  const parts: string[] = []
  const { max_abs_error: exact } = metrics
  const bound = facts.error_bound
  const said =
    bound !== undefined && bound > floor
      ? `no more than ${figures(bound)}`
      : estimated === null
        ? null
        : estimated < floor
          ? `no more than ${figures(floor)}, which is round-off`
          : figures(estimated)
  if (exact !== null) {
    parts.push(`Off by at most ${figures(exact)} from the exact solution`)
    if (said !== null && certified) parts[0] += `; the residual alone says ${said}`
    parts[0] += '.'
  } else if (said !== null && certified) parts.push(`Estimated error ${said}.`)
  if (exact === null && !certified) parts.push(`Not certified: ${why ?? 'the error cannot be estimated'}.`)
  else if (!certified && why !== null) parts.push(`The residual does not certify it: ${why}.`)
  if (reference !== null) parts.push(classical(facts))
  else if (exact === null && facts.no_reference !== null && (certified || facts.no_reference !== why))
    parts.push(`No reference: ${facts.no_reference}.`)
  const [gravest] = suspicions
  if (gravest !== undefined) parts.push(`${gravest.message} ${gravest.cure}`)
  else if (level === 'wrong') parts.push('Do not trust it yet: train longer.')
  return [...parts, ...shortfall(facts)].join(' ')
}

/** That the error that was asked for is not reached; none is below round-off. */
function shortfall(facts: Facts): string[] {
  const { target, floor } = facts
  const error = knownError(facts)
  if (target === undefined || error === null || error <= target) return []
  if (target >= floor) return [`It falls short of the ${figures(target)} that is asked for.`]
  return [`The ${figures(target)} that is asked for cannot be reached: round-off is ${figures(floor)}. Ask for no less than that.`]
}

function classical({ reference, floor, scale }: Facts): string {
  const { label, max_abs_error: distance, stated_error: stated, seconds } = reference!
  if (stated > USELESS * scale) return `${label}: its own error is ${figures(stated)}, so that it tells nothing.`
  const near = distance <= Math.max(2 * stated, floor) ? `agrees to ${figures(Math.max(distance, stated))}` : `${figures(distance)} away`
  return `${label}: ${near}, in ${duration(seconds)}.`
}

/** 3 ms, 1.2 s */
export const duration = (seconds: number): string => {
  if (seconds < 0.001) return 'less than 1 ms'
  return seconds < 0.9995 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`
}

/** Two digits, as people write numbers: 0.012, 3.4e-9, 150. */
export function figures(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (!Number.isFinite(value)) return String(value)
  return size >= 1e-3 && size < 1e5 ? String(Number(value.toPrecision(2))) : value.toExponential(1).replace('e+', 'e')
}
