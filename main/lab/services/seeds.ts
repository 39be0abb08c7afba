import { isDeepStrictEqual } from 'node:util'
import { judgeSeeds, type SeedJudgement } from '../../../core/verdict/seeds.ts'
import type { RunDetail, RunStatus, SeedSpread } from '../../api/types.ts'
import type { Answers, Context } from '../context.ts'

/** Statuses in which a run gives no estimate, however it came to that. */
const FAILED: ReadonlySet<RunStatus> = new Set(['DIVERGED', 'FAILED', 'LOST', 'CANCELLED'])

/** What other seeds make of the same experiment. */
export function seeds({ store }: Pick<Context, 'store'>): Pick<Answers, 'run.seeds'> {
  return {
    'run.seeds': ({ run }) => {
      const own = store.runs.detail(run)
      const same = store.runs.list({ problem: own.problem }).flatMap(({ run: id, settings }) => {
        if (!isDeepStrictEqual(withoutSeed(settings), withoutSeed(own.settings))) return []
        const detail = id === run ? own : store.runs.detail(id)
        return isSameProblem(detail, own) ? [detail] : []
      })
      return { ...spreadOf(same), judgement: judgementOf(same, (id) => store.results.solution(id).map(({ solution }) => solution)) }
    }
  }
}

const withoutSeed = ({ seed: _, ...settings }: RunDetail['settings']) => settings

/** The same text, the same parameters, the same data; and begun from the seed, not from another run's weights. */
function isSameProblem(one: RunDetail, other: RunDetail): boolean {
  const files = ({ files = [] }: RunDetail) => files.map(({ name, hash }) => [name, hash])
  return (
    one.problemYaml === other.problemYaml &&
    isDeepStrictEqual(one.parameters, other.parameters) &&
    isDeepStrictEqual(files(one), files(other)) &&
    one.origin?.run === other.origin?.run
  )
}

type Seeded = Pick<RunDetail, 'run' | 'seed' | 'status' | 'metrics' | 'reason'>

/** The newest run of every seed; runs come newest first. */
const newestOf = <T extends Seeded>(runs: readonly T[]): T[] => [...new Map(runs.toReversed().map((run) => [run.seed, run])).values()]

/** Failures of the method itself; runs that were cancelled or lost say nothing. */
const NO_SOLUTION: Partial<Record<RunStatus, string>> = { DIVERGED: 'diverged', FAILED: 'failed' }

/** What the solutions of the seeds that have ended say together; null of fewer than two. */
export function judgementOf(runs: readonly Seeded[], solution: (run: string) => Float64Array[]): SeedJudgement | null {
  const bySeed = newestOf(runs)
  const finished = bySeed.flatMap(({ run, seed, status, metrics }) => {
    const values = status === 'FINISHED' ? solution(run) : []
    const verdict = metrics?.verdict
    const error = verdict?.error ?? metrics?.max_abs_error ?? null
    return values.length === 0 ? [] : [{ seed, values, verdict: verdict === undefined ? null : { ...verdict, error } }]
  })
  const failed = bySeed.flatMap(({ seed, status }) => {
    const how = NO_SOLUTION[status]
    return how === undefined ? [] : [{ seed, how }]
  })
  return judgeSeeds(finished, failed) ?? null
}

/** Mean, standard deviation (n - 1) and range of every estimate over the finished runs, one a seed, the newest; and which runs gave none. */
export function spreadOf(runs: readonly Seeded[]): Omit<SeedSpread, 'judgement'> {
  const bySeed = newestOf(runs)
  const finished = bySeed.filter(({ status }) => status === 'FINISHED')
  const names = new Set(finished.flatMap(({ metrics }) => Object.keys(metrics?.estimates ?? {})))
  return {
    seeds: bySeed.map(({ seed }) => seed),
    estimates: [...names].map((name) => {
      const values = finished.flatMap(({ metrics }) => metrics?.estimates?.[name] ?? [])
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
      return {
        name,
        values,
        mean,
        sd: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null,
        min: Math.min(...values),
        max: Math.max(...values)
      }
    }),
    runs: bySeed.map(({ run, seed, status, metrics }) => ({
      run,
      seed,
      status,
      error: metrics?.verdict?.error ?? metrics?.max_abs_error ?? null,
      level: metrics?.verdict?.level ?? null
    })),
    failed: bySeed.filter(({ status }) => FAILED.has(status)).map(({ run, seed, status, reason }) => ({ run, seed, status, reason }))
  }
}
