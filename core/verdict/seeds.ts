import { spread } from './judge.ts'
import { figures } from './sentence.ts'
import type { Verdict } from './types.ts'

/** A solution from one seed: its values at points that all share, one array per unknown, and its own verdict. */
export interface SeedSolution {
  seed: number | string
  values: readonly Float64Array[]
  verdict: Pick<Verdict, 'estimated_error' | 'certified' | 'scale' | 'level'> | null
}

/** What repetition from other seeds says of a solution. */
export interface SeedJudgement {
  /** half the largest distance between any two solutions: an error bar */
  spread: number
  /** whether they lie much further apart than their residuals allow: one of them at least sits on a wrong branch */
  disagree: boolean
  sentence: string
}

const WRONG = ' That is no proof: by their own verdicts they are not to be trusted.'

/** How far solutions of the same problem from several seeds lie apart, against what their residuals allow; undefined for fewer than two. */
export function judgeSeeds(solutions: readonly SeedSolution[]): SeedJudgement | undefined {
  const [first, ...others] = solutions
  if (first === undefined || others.length === 0) return undefined
  const half = spread(
    first.values,
    others.map(({ values }) => values)
  )
  const size = (values: readonly Float64Array[]): number =>
    Math.max(...values.map((row) => row.reduce((most, x) => Math.max(most, Math.abs(x)), 0)))
  const scale = Math.max(...solutions.map(({ values, verdict }) => Math.max(size(values), verdict?.scale ?? 0)))
  const allowed = Math.max(0, ...solutions.map(({ verdict }) => (verdict?.certified === true ? (verdict.estimated_error ?? 0) : 0)))
  const disagree = !(half <= Math.max(10 * allowed, 0.01 * scale))
  const count = solutions.length
  const wrong = solutions.some(({ verdict }) => verdict?.level === 'wrong')
  const sentence = disagree
    ? `${count} seeds lie up to ${figures(2 * half)} apart, much more than their residuals allow: at least one of them sits on a wrong branch.`
    : `${count} seeds agree to within ${figures(half)} of their middle.${wrong ? WRONG : ''}`
  return { spread: half, disagree, sentence }
}
