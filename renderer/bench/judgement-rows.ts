import type { SeedJudgement } from '../../core/verdict/seeds.ts'
import type { Verdict } from '../../core/verdict/types.ts'
import { significant, spelled } from '../charts/format.ts'

/** The numbers of a verdict in words, for a table. */
export function judgementRows(verdict: Verdict, seeds: SeedJudgement | null = null): { name: string; value: string }[] {
  const { estimated_error: estimated, certified, why, amplification, residual_ratio: ratio, empty_share: empty, reference } = verdict
  const row = (name: string, value: string | null) => (value === null ? [] : [{ name, value }])
  const number = (value: number | null) => (value === null ? null : significant(value, 2))
  return [
    ...row('Error, by the residual alone', estimated === null ? `not certified: ${spelled(why ?? 'unknown')}` : significant(estimated, 3)),
    ...row(
      'That estimate is',
      estimated === null
        ? null
        : certified
          ? verdict.error_bound === undefined
            ? 'certified'
            : 'certified by its bound'
          : `not certified: ${spelled(why ?? 'unknown')}`
    ),
    ...row('It is no more than', verdict.error_bound === undefined ? null : significant(verdict.error_bound, 3)),
    ...row('Error that a residual of 1 costs', number(amplification)),
    ...row('Residual between the points over that at them', number(ratio)),
    ...row('Domain without points', empty === null ? null : `${Math.round(100 * empty)} %`),
    ...row('Spread of seeds', seeds === null ? number(verdict.seed_spread) : spreadOf(seeds)),
    ...(reference === null
      ? row('Classical solution', `none: ${spelled(verdict.no_reference ?? 'no method fits')}`)
      : [
          ...row('Classical solution', spelled(reference.label)),
          ...row('It takes', duration(reference.seconds)),
          ...row('It may be off itself by', significant(reference.stated_error, 2)),
          ...row('Distance from it', significant(reference.max_abs_error, 3)),
          ...row('The same, relative L₂', significant(reference.rel_l2, 3))
        ])
  ]
}

function spreadOf({ spread, failed, word }: SeedJudgement): string {
  const apart = spread === null ? '' : `± ${significant(spread, 2)}`
  const said = spelled(word)
  return failed.length === 0 && spread !== null ? `${apart} (${said})` : [apart, said].filter((part) => part !== '').join('; ')
}

/** 3 ms, 1.2 s */
export function duration(seconds: number): string {
  if (seconds < 0.001) return 'less than 1 ms'
  return seconds < 0.9995 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`
}
