import type { SettingsDifference } from '../../main/api/types.ts'
import { countWord, group, significant } from '../charts/format.ts'
import { inTitle } from '../charts/metrics.ts'
import { settingLabel } from './settings.ts'

/** One of the things compared: a run, or a classical solution. */
export interface Compared {
  name: string
  classical: boolean
  /** what it solves: errors of one equation compare */
  equation: string
  error: number | null
  diverged: boolean
}

/** How much larger one error is, as one says it: `2.6 times`, `31 times`. */
function times(ratio: number): string {
  if (ratio < 10) return `${ratio.toFixed(1)} times`
  return `${ratio < 1e6 ? group(Number(ratio.toPrecision(2))) : significant(ratio, 2)} times`
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** In what the runs differ, as far as a sentence can tell. */
function differing(differences: readonly SettingsDifference[] | null, runs: number): string {
  if (differences === null || runs < 2) return ''
  const paths = differences.map(({ path }) => path)
  const subject = runs === 2 ? 'The two runs' : 'The runs'
  if (paths.length === 0) return ` ${subject} have the same settings.`
  const names = paths.map((path) => (path.startsWith('problem.parameters.') ? settingLabel(path) : inTitle(settingLabel(path))))
  if (names.length === 1) return ` ${subject} differ in the ${names[0]} alone.`
  if (names.length <= 3) return ` ${subject} differ in ${names.slice(0, -1).join(', ')} and ${names.at(-1)}.`
  return ` ${subject} differ in ${countWord(names.length)} settings.`
}

/** What a comparison shows, in words and no further than its numbers go. */
export function sentenceOf(compared: readonly Compared[], differences: readonly SettingsDifference[] | null): string {
  const runs = compared.filter(({ classical }) => !classical)
  const [only] = runs
  if (only === undefined) return 'Choose runs in the table, with Space or by their boxes: their curves are laid over each other here.'
  const diverged = runs.filter((run) => run.diverged).length
  const failed = diverged === 0 ? '' : runs.length === 1 ? '' : ` ${capital(countWord(diverged))} diverged.`
  const problems = new Set(runs.map(({ equation }) => equation)).size
  if (problems > 1) return `These runs solve ${countWord(problems)} different equations: their errors do not compare.${failed}`
  const known = compared.filter((one): one is Compared & { error: number } => one.error !== null && Number.isFinite(one.error))
  const ranked = known.sort((a, b) => a.error - b.error)
  const [best, next] = ranked
  if (best === undefined) {
    const why =
      diverged === runs.length
        ? runs.length === 1
          ? `${only.name} diverged.`
          : 'All of them diverged.'
        : 'Nothing is known yet to compare them with.'
    return `${why}${differing(differences, runs.length)}`
  }
  if (next === undefined) {
    const more = runs.length === 1 ? ' Choose another run to compare it with.' : ''
    return `${best.name} is off by at most ${significant(best.error)}.${more}${failed}${differing(differences, runs.length)}`
  }
  const gap =
    next.error === best.error
      ? `as close as ${next.name}`
      : best.error === 0
        ? `closer than ${next.name}`
        : `${times(next.error / best.error)} closer than ${next.name}`
  return `${best.name} is closest: off by at most ${significant(best.error)}, ${gap}.${failed}${differing(differences, runs.length)}`
}
