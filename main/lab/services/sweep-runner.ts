import type { Context } from '../context.ts'
import type { RunRow } from '../store/rows.ts'
import type { SweepStatus } from '../store/sweeps.ts'

const OPEN = `('QUEUED', 'RUNNING', 'PAUSED')`

/** Takes sweeps through their lives: which of their runs wait in the queue, and when they are over. */
export class SweepRunner {
  readonly #context: Context
  #closed = false

  constructor(context: Context) {
    this.#context = context
  }

  /** Runs what waits of a sweep that belongs to this process. */
  begin(sweep: string): void {
    const { store, queue } = this.#context
    const { concurrent } = store.sweeps.get(sweep).plan
    const waiting = this.#runs(sweep, `status IN ('QUEUED', 'PAUSED')`).filter(({ id }) => !queue.has(id))
    const mine = store.runs.claim(
      waiting.map(({ id }) => id),
      store.owners.id
    )
    for (const { id, status } of waiting) if (status === 'PAUSED') store.runs.update(id, { status: 'QUEUED' }, store.owners.id)
    this.#setStatus(sweep, 'RUNNING')
    queue.submit(mine.map((run) => ({ run, sweep, concurrent, steps: null })))
    this.settle(sweep)
  }

  /** Starts nothing new; what is being trained goes on. */
  pause(sweep: string): void {
    this.#context.queue.holdBack(sweep)
    this.#setStatus(sweep, 'PAUSED')
  }

  /** Starts nothing new, for good; with `alsoRunning` what is being trained ends too. */
  end(sweep: string, alsoRunning: boolean): void {
    const { store, queue, emit } = this.#context
    queue.holdBack(sweep)
    const dropped = this.#runs(sweep, alsoRunning ? `status IN ('QUEUED', 'PAUSED')` : `status = 'QUEUED'`)
    const finishedAt = new Date().toISOString()
    store.db
      .transaction(() => dropped.forEach(({ id }) => store.runs.update(id, { status: 'CANCELLED', finishedAt, owner: null })))
      .immediate()
    for (const { id } of dropped) emit('run.changed', { run: id, sweep })
    this.#setStatus(sweep, alsoRunning ? 'CANCELLED' : 'STOPPED')
    if (alsoRunning) for (const run of queue.activeOf(sweep)) queue.cancel(run)
    this.settle(sweep)
  }

  runEnded(sweep: string): void {
    if (this.#closed) return
    this.#context.emit('sweep.changed', { sweep })
    this.settle(sweep)
  }

  /** Ends a sweep of which nothing is left to do. */
  settle(sweep: string): void {
    const { store, queue } = this.#context
    if (queue.hasSweep(sweep)) return
    const { status } = store.sweeps.get(sweep)
    const left = this.#runs(sweep, `status IN ${OPEN}`)
    if (status === 'RUNNING') this.#setStatus(sweep, left.length === 0 ? 'FINISHED' : 'PAUSED')
    store.sweeps.disown(sweep)
  }

  /** Nothing is ended here: what waits goes on waiting in the store, and the sweep says that it rests. */
  close(): void {
    this.#closed = true
    const { store } = this.#context
    for (const { sweep, status } of store.sweeps.ownedBy(store.owners.id)) if (status === 'RUNNING') this.pause(sweep)
  }

  #runs(sweep: string, where: string): RunRow[] {
    return this.#context.store.runs.rows(`sweep = ? AND superseded = 0 AND ${where}`, sweep)
  }

  #setStatus(sweep: string, status: SweepStatus): void {
    this.#context.store.sweeps.setStatus(sweep, status)
    this.#context.emit('sweep.changed', { sweep })
  }
}
