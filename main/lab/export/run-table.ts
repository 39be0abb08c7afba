import type { Verdict } from '../../../core/verdict/types.ts'
import type { RunCurve, RunDetail } from '../../api/types.ts'
import { columnNames } from './csv.ts'
import type { Cell } from './csv.ts'
import type { Column, Sheet } from './files.ts'

/** The run that a row is about; `values` are its sweep's, by parameter name. */
export interface RunRecord {
  detail: RunDetail
  curve: RunCurve | undefined
  values: Readonly<Record<string, number | string>>
}

const METRICS = ['max_abs_error', 'max_abs_error_at_points', 'rel_l2', 'condition_violation'] as const

/** One row per run: what it is, what it was given (sweep values first, then every setting by its path), what came out. */
export function runTable(records: readonly RunRecord[]): Sheet {
  const given = records.map(({ detail, values }) => ({
    ...values,
    ...flat(detail.settings),
    ...prefixed('problem.parameters', detail.parameters)
  }))
  const keys = [...new Set(given.flatMap((settings) => Object.keys(settings)))].filter((key) => key !== 'seed')
  const names = columnNames(keys.map((key) => `params_${key}`))
  const invariants = [...new Set(records.flatMap(({ detail }) => Object.keys(detail.metrics?.invariants ?? {})))]
  const columns: Column[] = [
    { name: 'sweep_id', meaning: 'sweep that the run belongs to' },
    { name: 'config_id', meaning: 'configuration of the sweep' },
    { name: 'run_id', meaning: 'run' },
    { name: 'name', meaning: 'name given by its user' },
    { name: 'problem', meaning: 'library id, or a slug of the name of the problem' },
    { name: 'attempt', meaning: 'counts retries, from 1' },
    { name: 'seed', meaning: 'seed of the random numbers; lecture:n is the generator of the lecture' },
    { name: 'status', meaning: 'FINISHED, DIVERGED (a non-finite loss or weight), FAILED, CANCELLED, …' },
    ...keys.map((key, k) => ({ name: names[k] ?? key, meaning: `setting ${key}` })),
    { name: 'metrics_loss_first', meaning: 'mean squared residual before training' },
    { name: 'metrics_loss_last', meaning: 'mean squared residual after the last iteration' },
    { name: 'metrics_loss_min', meaning: 'smallest mean squared residual' },
    { name: 'metrics_loss_min_step', meaning: 'iteration of the smallest kept loss', unit: 'iterations' },
    { name: 'metrics_max_abs_error_last', meaning: 'largest |solution - exact| over a dense grid that training never saw' },
    { name: 'metrics_max_abs_error_at_points_last', meaning: 'largest |solution - exact| at the training points' },
    { name: 'metrics_rel_l2_last', meaning: 'relative L2 error over the dense grid' },
    { name: 'metrics_condition_violation_last', meaning: 'largest |left - right| of the conditions' },
    ...invariants.map((text, k) => ({
      name: `metrics_invariant_${k + 1}_drift`,
      meaning: `largest distance of ${text} from its value at the beginning, over the dense grid`
    })),
    { name: 'metrics_estimated_error', meaning: 'largest error by the linearised defect, from the residual alone' },
    { name: 'metrics_certified', meaning: 'whether that estimate is within a factor of two' },
    { name: 'metrics_amplification', meaning: 'error that a residual of one costs' },
    { name: 'metrics_residual_ratio', meaning: 'residual between the collocation points over that at them' },
    { name: 'metrics_reference_error', meaning: 'largest |solution - classical solution| over the dense grid' },
    { name: 'reference_method', meaning: 'the classical method' },
    { name: 'reference_stated_error', meaning: 'how far the classical solution may be off itself' },
    { name: 'reference_s', meaning: 'time of the classical method', unit: 's' },
    { name: 'verdict', meaning: 'sound, rough, wrong or not certified' },
    { name: 'iterations', meaning: 'iterations done', unit: 'iterations' },
    { name: 'parameter_count', meaning: 'trained weights and biases' },
    { name: 'duration_s', meaning: 'training wall time', unit: 's' },
    { name: 'created_at', meaning: 'when the run was asked for, UTC' },
    { name: 'started_at', meaning: 'when training began, UTC' },
    { name: 'finished_at', meaning: 'when it ended, UTC' },
    { name: 'app_version', meaning: 'version of Ansatz that trained it' },
    { name: 'tags', meaning: 'tags, separated by ;' },
    { name: 'reason', meaning: 'why it diverged or failed' }
  ]
  const rows = records.map(({ detail, curve }, k): Cell[] => [
    detail.sweep,
    detail.config,
    detail.run,
    detail.name,
    detail.problem,
    detail.attempt,
    detail.seed,
    detail.status,
    ...keys.map((key) => given[k]?.[key]),
    detail.loss.first,
    detail.loss.last,
    detail.loss.best,
    smallestAt(curve),
    ...METRICS.map((metric) => detail.metrics?.[metric]),
    ...invariants.map((text) => detail.metrics?.invariants?.[text]),
    ...judged(detail.metrics?.verdict),
    detail.iterations,
    detail.parameterCount,
    detail.seconds,
    detail.createdAt,
    detail.startedAt,
    detail.finishedAt,
    detail.versions.ansatz,
    detail.tags.join(';'),
    detail.reason
  ])
  return { kind: 'runs', columns, rows }
}

/** { training: { learning_rate: 1 } } -> { 'training.learning_rate': 1 }; lists as JSON. */
function flat(value: object, path = ''): Record<string, Cell> {
  const cells: Record<string, Cell> = {}
  for (const [key, item] of Object.entries(value) as [string, unknown][]) {
    const at = path === '' ? key : `${path}.${key}`
    if (typeof item === 'number' || typeof item === 'string' || typeof item === 'boolean') cells[at] = item
    else if (Array.isArray(item)) cells[at] = JSON.stringify(item)
    else if (typeof item === 'object' && item !== null) Object.assign(cells, flat(item, at))
  }
  return cells
}

function prefixed(prefix: string, values: Readonly<Record<string, number>>): Record<string, Cell> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}.${key}`, value]))
}

function smallestAt(curve: RunCurve | undefined): number | null {
  let best = -1
  curve?.loss.forEach((loss, k) => {
    if (best < 0 ? !Number.isNaN(loss) : loss < (curve.loss[best] ?? NaN)) best = k
  })
  return curve?.iteration[best] ?? null
}

function judged(verdict: Verdict | undefined): Cell[] {
  return [
    verdict?.estimated_error,
    verdict === undefined ? undefined : String(verdict.certified),
    verdict?.amplification,
    verdict?.residual_ratio,
    verdict?.reference?.max_abs_error,
    verdict?.reference?.method,
    verdict?.reference?.stated_error,
    verdict?.reference?.seconds,
    verdict?.level
  ]
}
