import type { LabErrorJson } from '../../core/errors.ts'
import type { History } from '../../core/training/history.ts'
import type { Settings } from '../../core/training/settings.ts'
import type { Metrics } from '../../core/training/snapshot.ts'
import type { Evaluation } from '../../core/training/solution.ts'
import type { SeedJudgement } from '../../core/verdict/seeds.ts'
import type { Level } from '../../core/verdict/types.ts'

/** Status words of a run (formats.md). DIVERGED = a non-finite loss or weight; LOST = its process vanished. */
export const RUN_STATUSES = ['QUEUED', 'RUNNING', 'PAUSED', 'FINISHED', 'PRUNED', 'DIVERGED', 'FAILED', 'CANCELLED', 'LOST'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

/** A problem and how to train for it, as the window and the command line send it. */
export interface ExperimentInput {
  /** the problem: a library id, or the text of a problem (YAML, JSON or paper form) */
  problem: { id: string } | { source: string; file?: string | undefined }
  /** settings as the user wrote them; laid over the problem's own `settings:`, then over the defaults */
  settings?: unknown
  /** parameter values laid over the problem's: text of a constant expression or a number */
  parameters?: Record<string, string | number> | undefined
  /** contents of the data files that the problem names under `data:`, by the name that it gives them; the lab itself reads no path */
  files?: Record<string, string> | undefined
}

export interface LibraryEntry {
  id: string
  name: string
  group: string
  text: string
  /** first equation, as LaTeX and as typed */
  latex: string
  equation: string
  variables: string[]
  settings: Settings
  /** exact solution on a coarse grid for a thumbnail: 1-D 65 points, 2-D 33 x 33; null without one */
  thumbnail: { axes: number; values: Float64Array } | null
}

export interface RunSummary {
  run: string
  name: string
  /** library id, or a slug of the problem's name */
  problem: string
  problemName: string
  equation: string
  latex: string
  axes: number
  status: RunStatus
  settings: Settings
  parameters: Record<string, number>
  seed: string
  iterations: number
  loss: { first: number | null; last: number | null; best: number | null }
  metrics: Metrics | null
  /** scale of the solution, for digits = floor(-log10(largest error / scale)) */
  scale: number | null
  parameterCount: number
  /** training wall time in seconds, without building the engine */
  seconds: number
  createdAt: string
  finishedAt: string | null
  sweep: string | null
  config: string | null
  tags: string[]
  pinned: boolean
  trashed: boolean
  /** why it diverged, failed or stopped before its last iteration, in words */
  reason: string | null
}

export interface RunDetail extends RunSummary {
  problemYaml: string
  versions: Record<string, string>
  machine: Record<string, string | number>
  /** bits that reproduce the run: engine and block size */
  engine: Record<string, string | number | boolean>
  startedAt: string | null
  error: LabErrorJson | null
  attempt: number
  /** the run this one repeats, if any, and whether it gave the same bits */
  repeats: { run: string; identical: boolean | null } | null
  /** the data files that its problem names, where it does; hash: SHA-256 of the content in hex, bytes: of UTF-8 */
  files?: { name: string; hash: string; bytes: number }[]
  /** the run whose weights it began with, if any: it goes on with that run (`continue`), or took its weights over (`training.from`) */
  origin?: { run: string; how: 'continue' | 'from' }
}

/** Loss against iteration; at most 20,000 entries: every iteration where that fits, else evenly strided with first and last. */
export interface RunCurve extends History {
  run: string
}

/** A trained solution at the user's points. */
export interface EvaluatedRun extends Evaluation {
  run: string
  /** of the weights it was evaluated with */
  iteration: number
}

/** What the seeds of one experiment say of the numbers that training finds; one run a seed, the newest. */
export interface SeedSpread {
  seeds: string[]
  /** over the finished runs; sd: sample standard deviation, null of a single value */
  estimates: { name: string; values: number[]; mean: number; sd: number | null; min: number; max: number }[]
  /** the runs that gave none, and why */
  failed: { run: string; seed: string; status: RunStatus; reason: string | null }[]
  /** one a seed, the newest; error: by the best that is known, null where it is not */
  runs: SeedRun[]
  /** what those that have ended say together; null of fewer than two */
  judgement: SeedJudgement | null
}

export interface SeedRun {
  run: string
  seed: string
  status: RunStatus
  error: number | null
  level: Level | null
}

export interface SettingsDifference {
  path: string
  values: (string | null)[]
}

export interface RunFilter {
  problem?: string | undefined
  sweep?: string | undefined
  status?: RunStatus | undefined
  trashed?: boolean | undefined
  limit?: number | undefined
}

/** One configuration of a sweep: a combination of parameter values, run once per seed. */
export interface SweepConfiguration {
  config: string
  values: Record<string, number | string>
  runs: { run: string | null; seed: string; status: RunStatus; value: number | null; iterations: number; reason: string | null }[]
  n: number
  ok: number
  failed: number
  /** diverged and failed runs count as infinite: null median = diverged; `over` = the median lies above the largest finite value */
  median: number | null
  over: boolean
  q25: number | null
  q75: number | null
  min: number | null
  max: number | null
}

export interface SweepSummary {
  sweep: string
  name: string
  problem: string
  status: 'QUEUED' | 'RUNNING' | 'PAUSED' | 'FINISHED' | 'CANCELLED' | 'STOPPED'
  metric: string
  goal: 'minimize' | 'maximize'
  /** the parameters that vary, in order, with their values */
  axes: { name: string; label: string; values: (number | string)[] }[]
  seeds: string[]
  counts: Record<RunStatus, number>
  total: number
  secondsElapsed: number
  secondsLeft: number | null
  createdAt: string
  trashed: boolean
}

export interface SweepDetail extends SweepSummary {
  document: string
  configurations: SweepConfiguration[]
  verdict: { word: 'Running' | 'One draw' | 'No clear winner' | 'Clear' | 'All diverged'; sentence: string }
}

/** What would run, before it runs. */
export interface SweepPreview {
  name: string
  configurations: number
  seeds: number
  runs: number
  axes: SweepSummary['axes']
  rows: Record<string, number | string>[]
  yaml: string
}

export interface ExportedFile {
  name: string
  mime: string
  bytes: Uint8Array
}

export interface LabInfo {
  version: string
  versions: Record<string, string>
  workers: number
  dataDir: string
  machine: Record<string, string | number>
  /** what this door can do beyond the page */
  platform: { door: 'electron' | 'http' | 'test'; saveFiles: boolean }
}

export interface Progress {
  run: string
  status: RunStatus
  iteration: number
  iterations: number
  loss: number
  metrics: Metrics | null
  seconds: number
  /** where a method ends by itself, at most so many */
  secondsLeft: number | null
  /** which of several attempts or windows of time is being trained, in words; left out where there is one */
  stage?: string
  sweep: string | null
}
