import type { Emit } from '../../api/contract.ts'
import { standingOf } from '../services/beginnings.ts'
import { experimentOf } from '../services/experiments.ts'
import type { Store } from '../store/index.ts'
import type { Task } from './messages.ts'
import type { Job } from './queue.ts'

/** The task of a run whose turn has come, from what the store knows of it; marks it as running. */
export function prepare(store: Store, emit: Emit, { run, steps, sweep }: Job): Task {
  const detail = store.runs.detail(run)
  const experiment = experimentOf(store, detail)
  const checkpoint = standingOf(store, run)
  store.runs.update(run, { status: 'RUNNING', startedAt: detail.startedAt ?? new Date().toISOString() })
  emit('run.changed', { run, sweep })
  return { run, experiment, checkpoint, seconds: detail.seconds, pauseAt: steps === null ? null : (checkpoint?.iteration ?? 0) + steps }
}
