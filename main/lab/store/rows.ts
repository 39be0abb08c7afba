import type { LabErrorJson } from '../../../core/errors.ts'
import type { Settings } from '../../../core/training/settings.ts'
import type { Metrics } from '../../../core/training/snapshot.ts'
import type { RunDetail, RunStatus, RunSummary } from '../../api/types.ts'
import type { StoredFile } from './files.ts'
import type { Start } from './starts.ts'

/** One row of `runs`, as SQLite gives it. */
export interface RunRow {
  position: number
  id: string
  name: string
  problem: string
  problem_name: string
  problem_yaml: string
  equation: string
  latex: string
  axes: number
  status: RunStatus
  settings: string
  parameters: string
  seed: string
  iterations: number
  loss_first: number | null
  loss_last: number | null
  loss_best: number | null
  metrics: string | null
  scale: number | null
  parameter_count: number
  seconds: number
  created_at: string
  started_at: string | null
  finished_at: string | null
  sweep: string | null
  config: string | null
  attempt: number
  superseded: number
  tags: string
  pinned: number
  trashed_at: string | null
  reason: string | null
  error: string | null
  versions: string
  machine: string
  engine: string
  repeats: string | null
  identical: number | null
  owner: string | null
  changed: number
}

export function toSummary(row: RunRow): RunSummary {
  return {
    run: row.id,
    name: row.name,
    problem: row.problem,
    problemName: row.problem_name,
    equation: row.equation,
    latex: row.latex,
    axes: row.axes,
    status: row.status,
    settings: JSON.parse(row.settings) as Settings,
    parameters: JSON.parse(row.parameters) as Record<string, number>,
    seed: row.seed,
    iterations: row.iterations,
    loss: { first: row.loss_first, last: row.loss_last, best: row.loss_best },
    metrics: row.metrics === null ? null : (JSON.parse(row.metrics) as Metrics),
    scale: row.scale,
    parameterCount: row.parameter_count,
    seconds: row.seconds,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    sweep: row.sweep,
    config: row.config,
    tags: JSON.parse(row.tags) as string[],
    pinned: row.pinned === 1,
    trashed: row.trashed_at !== null,
    reason: row.reason
  }
}

export function toDetail(row: RunRow, files: readonly StoredFile[], start: Pick<Start, 'origin' | 'how'> | null): RunDetail {
  return {
    ...toSummary(row),
    problemYaml: row.problem_yaml,
    versions: JSON.parse(row.versions) as Record<string, string>,
    machine: JSON.parse(row.machine) as Record<string, string | number>,
    engine: JSON.parse(row.engine) as Record<string, string | number | boolean>,
    startedAt: row.started_at,
    error: row.error === null ? null : (JSON.parse(row.error) as LabErrorJson),
    attempt: row.attempt,
    repeats: row.repeats === null ? null : { run: row.repeats, identical: row.identical === null ? null : row.identical === 1 },
    ...(files.length === 0 ? {} : { files: [...files] }),
    ...(start === null ? {} : { origin: { run: start.origin, how: start.how } })
  }
}
