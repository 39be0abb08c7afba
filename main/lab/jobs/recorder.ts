import { asLabError } from '../../../core/errors.ts'
import type { Emit } from '../../api/contract.ts'
import type { RunStatus } from '../../api/types.ts'
import { storeFault } from '../store/faults.ts'
import type { Store } from '../store/index.ts'
import { sameBits } from './same-bits.ts'
import type { Standing } from './messages.ts'
import type { RunMessage } from './workplace.ts'

interface RecorderOptions {
  store: Store
  emit: Emit
  /** called once a run has left the worker, after its row is written */
  ended: (run: string, sweep: string | null) => void
  /** called when the store refused to take what a run sent: it must not train on unseen */
  abandon: (run: string) => void
}

const OVER: ReadonlySet<RunStatus> = new Set(['FINISHED', 'DIVERGED', 'FAILED', 'CANCELLED'])

/** Writes what workers say into the store and tells the window. */
export class Recorder {
  readonly #options: RecorderOptions
  /** per run: what its progress events carry beside the worker's numbers */
  readonly #known = new Map<string, { sweep: string | null; iterations: number }>()

  constructor(options: RecorderOptions) {
    this.#options = options
  }

  /** Never throws: a store that takes no more must not bring down the lab with it. */
  hear(message: RunMessage): void {
    const { run } = message
    try {
      this.#write(message)
    } catch (thrown) {
      this.#fail(run, thrown)
      if (message.kind !== 'ended') this.#options.abandon(run)
    }
    if (message.kind !== 'ended') return
    try {
      const { sweep } = this.#about(run)
      this.#known.delete(run)
      this.#options.ended(run, sweep)
    } catch (thrown) {
      this.#fail(run, thrown)
    }
  }

  #write(message: RunMessage): void {
    const { store, emit, abandon } = this.#options
    const { run } = message
    if (message.kind === 'progress') {
      const { iteration, loss, metrics, seconds, secondsLeft, stage } = message
      const now = { iteration, loss, metrics, seconds, secondsLeft, ...(stage === null ? {} : { stage }) }
      emit('run.progress', { run, status: 'RUNNING', ...now, ...this.#about(run) })
      return
    }
    if (message.kind === 'started') {
      const { parameterCount, engine } = message
      store.runs.update(run, { parameterCount, engine }, store.owners.id)
      emit('run.changed', { run, sweep: this.#about(run).sweep })
      return
    }
    if (message.kind === 'standing') {
      if (!this.#stand(run, message.standing)) abandon(run)
      return
    }
    this.#end(message)
  }

  /** A run whose owner is no longer this process was taken over after a long silence: what it still sends is dropped. */
  #stand(run: string, { checkpoint, metrics, seconds, loss, view, engine }: Standing): boolean {
    const { store } = this.#options
    const save = store.db.transaction(() => {
      const change = {
        iterations: checkpoint.iteration,
        metrics,
        seconds,
        lossFirst: loss.first,
        lossLast: loss.last,
        lossBest: loss.best,
        scale: view.scale,
        engine
      }
      if (!store.runs.update(run, change, store.owners.id)) return false
      store.results.saveCheckpoint(run, checkpoint)
      store.results.saveSolution(run, view)
      return true
    })
    return save.immediate()
  }

  #end({ run, ending, standing }: Extract<RunMessage, { kind: 'ended' }>): void {
    const { store, emit } = this.#options
    const { sweep, iterations } = this.#about(run)
    const save = store.db.transaction(() => {
      if (standing !== null && !this.#stand(run, standing)) return
      const finishedAt = OVER.has(ending.status) ? new Date().toISOString() : null
      const { status, reason, error } = ending
      store.runs.update(run, { status, reason, error, finishedAt, owner: null }, store.owners.id)
      const { repeats } = store.runs.row(run)
      if (repeats !== null && OVER.has(status)) store.runs.update(run, { identical: sameBits(store, repeats, run) })
    })
    save.immediate()
    if (standing !== null) {
      const { checkpoint, metrics, seconds, loss } = standing
      const { iteration } = checkpoint
      emit('run.progress', { run, status: ending.status, iteration, iterations, loss: loss.last, metrics, seconds, secondsLeft: 0, sweep })
    }
    emit('run.changed', { run, sweep })
  }

  #about(run: string): { sweep: string | null; iterations: number } {
    const known = this.#known.get(run)
    if (known !== undefined) return known
    const { sweep, settings } = this.#options.store.runs.detail(run)
    const about = { sweep, iterations: settings.training.iterations }
    this.#known.set(run, about)
    return about
  }

  /** What can still be said when the store takes no more: the status if that fits, else a line on standard error. */
  #fail(run: string, thrown: unknown): void {
    const { store, emit } = this.#options
    const error = asLabError(storeFault(thrown, store.file))
    try {
      const finishedAt = new Date().toISOString()
      const change = { status: 'FAILED', reason: error.message, error: error.toJSON(), finishedAt, owner: null } as const
      store.runs.update(run, change, store.owners.id)
      emit('run.changed', { run, sweep: this.#about(run).sweep })
    } catch (again) {
      process.stderr.write(`${run}: ${error.message} ${error.cure} (${String(again)})\n`)
    }
  }
}
