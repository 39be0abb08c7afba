import { spread } from './judge.ts'
import { figures } from './sentence.ts'
import type { Verdict } from './types.ts'

/** A solution from one seed: its values at points that all share, one array per unknown, and its own verdict. */
export interface SeedSolution {
  seed: number | string
  values: readonly Float64Array[]
  verdict: (Pick<Verdict, 'estimated_error' | 'certified' | 'scale' | 'level'> & Partial<Pick<Verdict, 'error'>>) | null
}

/** A seed that gave no solution, and how that came: "diverged", "failed". */
export interface FailedSeed {
  seed: number | string
  how: string
}

/** What repetition from other seeds says of a solution. */
export interface SeedJudgement {
  /** half the largest distance between any two solutions: an error bar; null where fewer than two seeds have one */
  spread: number | null
  /** whether they lie much further apart than their residuals allow: one of them at least sits on a wrong branch */
  disagree: boolean
  /** over all seeds, one without a solution counted as infinite, which is null; null altogether where errors are not known */
  errors: { median: number | null; worst: number | null } | null
  /** seeds that sit on a wrong branch: by their own verdicts, else those that lie apart from most others */
  apart: (number | string)[]
  /** seeds without a solution */
  failed: FailedSeed[]
  /** whether every seed has a solution, all agree, and none is wrong by its own verdict */
  sound: boolean
  /** in a few words */
  word: string
  sentence: string
}

const WRONG = ' That is no proof: by their own verdicts they are not to be trusted.'

/**
 * How far solutions of the same problem from several seeds lie apart, against what their residuals allow, and which seeds failed: no mean, in
 * which a failure would vanish. Undefined for fewer than two seeds.
 */
export function judgeSeeds(solutions: readonly SeedSolution[], failed: readonly FailedSeed[] = []): SeedJudgement | undefined {
  const count = solutions.length + failed.length
  if (count < 2) return undefined
  const [first, ...others] = solutions
  const rest = others.map(({ values }) => values)
  const half = first === undefined || rest.length === 0 ? null : spread(first.values, rest)
  const disagree = half !== null && !(half <= allowed(solutions))
  const wrong = solutions.filter(({ verdict }) => verdict?.level === 'wrong')
  const apart = (wrong.length > 0 ? (wrong.length < solutions.length ? wrong : []) : disagree ? apartFromMost(solutions) : []).map(
    ({ seed }) => seed
  )
  const errors = errorsOf(solutions, failed.length)
  const sound = failed.length === 0 && !disagree && wrong.length === 0
  const parts = [
    ...(failed.length === 0
      ? []
      : [`Of ${count} seeds ${failed.length === 1 ? 'one gave' : `${failed.length} gave`} no solution: ${listOf(failed)}.`]),
    ...(half === null ? [] : [distance(solutions.length, half, disagree, apart, wrong.length)]),
    ...(errors === null ? [] : [`Error: median ${said(errors.median)}, worst ${said(errors.worst)}.`])
  ]
  const word = wordOf({ count, failed, apart, disagree, allWrong: wrong.length > 0 && wrong.length === solutions.length })
  return { spread: half, disagree, errors, apart, failed: [...failed], sound, word, sentence: parts.join(' ') }
}

/** What half a distance may be by the residuals: ten times the largest error that they certify, or a hundredth of the solution. */
function allowed(solutions: readonly SeedSolution[]): number {
  const size = (values: readonly Float64Array[]): number =>
    Math.max(...values.map((row) => row.reduce((most, x) => Math.max(most, Math.abs(x)), 0)))
  const scale = Math.max(...solutions.map(({ values, verdict }) => Math.max(size(values), verdict?.scale ?? 0)))
  const certified = Math.max(0, ...solutions.map(({ verdict }) => (verdict?.certified === true ? (verdict.estimated_error ?? 0) : 0)))
  return Math.max(10 * certified, 0.01 * scale)
}

/** Those that do not agree with the many; none where no more than half agree. */
function apartFromMost(solutions: readonly SeedSolution[]): SeedSolution[] {
  const near = solutions.map((one) =>
    solutions.filter((other) => one === other || spread(one.values, [other.values]) <= allowed([one, other]))
  )
  const most = near.reduce((largest, group) => (group.length > largest.length ? group : largest))
  return 2 * most.length > solutions.length ? solutions.filter((one) => !most.includes(one)) : []
}

function errorsOf(solutions: readonly SeedSolution[], failed: number): SeedJudgement['errors'] {
  const known = solutions.flatMap(({ verdict }) => verdict?.error ?? [])
  if (known.length === 0 || known.length < solutions.length) return null
  const all = [...known.sort((a, b) => a - b), ...Array<number>(failed).fill(Infinity)]
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)
  const middle = (all[Math.floor((all.length - 1) / 2)]! + all[Math.ceil((all.length - 1) / 2)]!) / 2
  return { median: finite(middle), worst: finite(all.at(-1)!) }
}

function distance(count: number, half: number, disagree: boolean, apart: SeedJudgement['apart'], wrong: number): string {
  if (wrong === count && disagree) return `None of ${count} seeds is right by its own verdict; they lie up to ${figures(2 * half)} apart.`
  const which = apart.length === 0 ? 'at least one of them sits' : `${named(apart)} ${apart.length === 1 ? 'sits' : 'sit'}`
  if (disagree)
    return `${count} seeds lie up to ${figures(2 * half)} apart, much more than their residuals allow: ${which} on a wrong branch.`
  return `${count} seeds agree to within ${figures(half)} of their middle.${wrong > 0 ? WRONG : ''}`
}

function wordOf(found: {
  count: number
  failed: readonly FailedSeed[]
  apart: SeedJudgement['apart']
  disagree: boolean
  allWrong: boolean
}): string {
  const { count, failed, apart, disagree, allWrong } = found
  const ways = [...new Set(failed.map(({ how }) => how))]
  const parts = [
    ...ways.map((how) => `${failed.filter((one) => one.how === how).length} ${how}`),
    ...(apart.length > 0 ? [`${apart.length} on a wrong branch`] : [])
  ]
  if (parts.length > 0) return `Of ${count} seeds ${parts.join(', ')}`
  if (allWrong) return `${count} seeds, none right`
  return disagree ? `${count} seeds disagree` : `${count} seeds agree`
}

const bare = (seed: number | string): string => String(seed).replace('lecture:', '')
const named = (seeds: readonly (number | string)[]): string => `${seeds.length === 1 ? 'seed' : 'seeds'} ${and(seeds.map(bare))}`
const and = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`
const listOf = (failed: readonly FailedSeed[]): string =>
  [...new Set(failed.map(({ how }) => how))]
    .map((way) => `${named(failed.filter(({ how }) => how === way).map(({ seed }) => seed))} ${way}`)
    .join(', ')
const said = (error: number | null): string => (error === null ? 'none, as it failed' : figures(error))
