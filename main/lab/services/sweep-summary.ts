import { isMetric, metricLabel, metricValue } from '../../../core/sweep/metric.ts'
import { summarise } from '../../../core/sweep/summarise.ts'
import { verdict } from '../../../core/sweep/verdict.ts'
import { RUN_STATUSES } from '../../api/types.ts'
import type { RunStatus, SweepConfiguration, SweepDetail, SweepSummary } from '../../api/types.ts'
import type { Context } from '../context.ts'
import { toSummary } from '../store/rows.ts'
import type { StoredSweep } from '../store/sweeps.ts'

const OPEN: readonly RunStatus[] = ['QUEUED', 'RUNNING', 'PAUSED']

/** A sweep as lists show it. */
export function summaryOf({ store, info }: Context, stored: StoredSweep): SweepSummary {
  const { sweep, name, problem, status, plan, createdAt, trashed, runningSince } = stored
  const rows = store.runs.countsOf(sweep)
  const counts = Object.fromEntries(RUN_STATUSES.map((each) => [each, rows.find((row) => row.status === each)?.count ?? 0])) as Record<
    RunStatus,
    number
  >
  const over = rows.filter((row) => !OPEN.includes(row.status) && row.seconds > 0)
  const done = over.reduce((sum, { count }) => sum + count, 0)
  const seconds = over.reduce((sum, row) => sum + row.seconds, 0)
  const open = OPEN.reduce((sum, each) => sum + counts[each], 0)
  const atOnce = Math.min(plan.concurrent ?? Infinity, info.workers)
  return {
    sweep,
    name,
    problem,
    status,
    metric: plan.metric,
    goal: plan.goal,
    axes: plan.axes,
    seeds: plan.seeds,
    counts,
    total: RUN_STATUSES.reduce((sum, each) => sum + counts[each], 0),
    secondsElapsed: stored.seconds + (runningSince === null ? 0 : Math.max(0, (Date.now() - Date.parse(runningSince)) / 1000)),
    secondsLeft: done === 0 ? null : ((seconds / done) * open) / atOnce,
    createdAt,
    trashed
  }
}

/** A sweep with every configuration's runs, their statistics, best first, and what may be said of them. */
export function detailOf(context: Context, stored: StoredSweep): SweepDetail {
  const { sweep, document, plan } = stored
  const runs = context.store.runs.rows('sweep = ? AND superseded = 0', sweep).map(toSummary)
  const { metric } = plan
  const ofConfig = Map.groupBy(runs, ({ config }) => config)
  const configurations: SweepConfiguration[] = summarise(
    plan.configurations.map(({ config, values }) => ({
      config,
      values,
      runs: (ofConfig.get(config) ?? []).map((run) => ({
        run: run.run,
        seed: run.seed,
        status: run.status,
        value: isMetric(metric) ? metricValue(metric, run) : null,
        iterations: run.iterations,
        reason: run.reason
      }))
    })),
    plan.goal
  )
  const spoken = { axes: plan.axes, goal: plan.goal, metric: metricLabel(metric) }
  return { ...summaryOf(context, stored), document, configurations, verdict: verdict(configurations, spoken) }
}
