import type { EngineDescription } from '../../../core/engine/make-engine.ts'
import type { LabErrorJson } from '../../../core/errors.ts'
import type { Lens } from '../../../core/problem/lens.ts'
import type { Experiment } from '../../../core/training/experiment.ts'
import type { History } from '../../../core/training/history.ts'
import type { Checkpoint } from '../../../core/training/session.ts'
import type { Metrics, Snapshot } from '../../../core/training/snapshot.ts'

/** One run for a worker: the whole problem travels in the message, so that a worker reads nothing but what it is given. */
export interface Task {
  run: string
  experiment: Experiment
  checkpoint: Checkpoint | null
  /** training seconds before this task */
  seconds: number
  /** stop and pause once this iteration is reached; null: train to the end */
  pauseAt: number | null
}

export interface Looks {
  snapshot: Snapshot
  curve: History
}

export type ToWorker =
  | { kind: 'train'; task: Task }
  | { kind: 'pause'; run: string }
  | { kind: 'step'; run: string; count: number }
  | { kind: 'cancel'; run: string }
  | { kind: 'look'; run: string; request: number; what: keyof Looks; lens?: Lens }

/** Where a run stands: what the store keeps of it every few seconds. */
export interface Standing {
  checkpoint: Checkpoint
  metrics: Metrics
  seconds: number
  loss: { first: number; last: number; best: number }
  view: Pick<Snapshot, 'axes' | 'fields' | 'scale'>
  /** what computes by now */
  engine: EngineDescription
}

export type Ending =
  | { status: 'PAUSED' | 'CANCELLED'; reason: null; error: null }
  /** reason: why before its last iteration, where it was told when to stop */
  | { status: 'FINISHED'; reason: string | null; error: null }
  | { status: 'DIVERGED'; reason: string; error: null }
  | { status: 'FAILED'; reason: string; error: LabErrorJson }

export type FromWorker =
  | { kind: 'started'; run: string; parameterCount: number; engine: EngineDescription }
  | {
      kind: 'progress'
      run: string
      iteration: number
      loss: number
      metrics: Metrics | null
      seconds: number
      secondsLeft: number | null
      stage: string | null
    }
  | { kind: 'standing'; run: string; standing: Standing }
  | { kind: 'ended'; run: string; ending: Ending; standing: Standing | null }
  | { kind: 'answer'; request: number; value: Looks[keyof Looks] | null }
  | { kind: 'refusal'; request: number; error: LabErrorJson }
