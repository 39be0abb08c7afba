import type { Lens } from '../../../core/problem/lens.ts'
import { asLabError } from '../../../core/errors.ts'
import type { CreateWorker } from './create-worker.ts'
import type { Ending, Looks, Task } from './messages.ts'
import { Workplace } from './workplace.ts'
import type { RunMessage } from './workplace.ts'

export interface Job {
  run: string
  sweep: string | null
  /** at most so many runs of its sweep at a time */
  concurrent: number | null
  /** pause once this many further iterations are trained; null: train to the end */
  steps: number | null
}

export interface QueueOptions {
  workers: number
  createWorker: CreateWorker
  /** megabytes of JavaScript heap per worker */
  memory: number
  /** what the run needs, read when its turn has come */
  prepare: (job: Job) => Task
  /** hears everything that happens to runs, also that a waiting one was withdrawn */
  say: (message: RunMessage) => void
}

const PAUSED: Ending = { status: 'PAUSED', reason: null, error: null }
const CANCELLED: Ending = { status: 'CANCELLED', reason: null, error: null }

/**
 * Runs wait here for a worker, one run per worker at a time. Runs that somebody started by hand go before those of sweeps,
 * and while a sweep fills the workers one more is hired for them, so that the bench never waits for a sweep.
 */
export class Queue {
  readonly #options: QueueOptions
  readonly #places: Workplace[] = []
  readonly #active = new Map<string, { job: Job; place: Workplace }>()
  #waiting: Job[] = []
  #closed = false

  constructor(options: QueueOptions) {
    this.#options = options
  }

  submit(jobs: readonly Job[]): void {
    this.#waiting.push(...jobs)
    this.#dispatch()
  }

  /** Whether the run waits here or is being trained. */
  has(run: string): boolean {
    return this.#active.has(run) || this.#waiting.some((job) => job.run === run)
  }

  hasSweep(sweep: string): boolean {
    return this.#waiting.some((job) => job.sweep === sweep) || [...this.#active.values()].some(({ job }) => job.sweep === sweep)
  }

  pause(run: string): void {
    if (this.#active.has(run)) this.#active.get(run)?.place.post({ kind: 'pause', run })
    else this.#withdraw((job) => job.run === run, PAUSED)
  }

  cancel(run: string): void {
    if (this.#active.has(run)) this.#active.get(run)?.place.post({ kind: 'cancel', run })
    else this.#withdraw((job) => job.run === run, CANCELLED)
  }

  /** Pauses the run after so many further iterations. */
  step(run: string, count: number): void {
    this.#active.get(run)?.place.post({ kind: 'step', run, count })
    for (const job of this.#waiting) if (job.run === run) job.steps = count
  }

  /** Takes back the runs of a sweep that wait; those that are being trained go on. */
  holdBack(sweep: string): void {
    this.#waiting = this.#waiting.filter((job) => job.sweep !== sweep)
  }

  activeOf(sweep: string): string[] {
    return [...this.#active.values()].filter(({ job }) => job.sweep === sweep).map(({ job }) => job.run)
  }

  /** The state of a run that is being trained; null for any other. */
  async look<K extends keyof Looks>(run: string, what: K, lens?: Lens): Promise<Looks[K] | null> {
    return (await this.#active.get(run)?.place.look(run, what, lens)) ?? null
  }

  /** Pauses everything, waits up to `patience` milliseconds for the checkpoints, and ends the workers. */
  async close(patience = 4500): Promise<void> {
    this.#closed = true
    this.#withdraw((job) => job.sweep === null, PAUSED)
    this.#waiting = []
    for (const run of this.#active.keys()) this.pause(run)
    const deadline = performance.now() + patience
    while (this.#active.size > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10))
    await Promise.all(this.#places.map((place) => place.close(PAUSED)))
  }

  #withdraw(which: (job: Job) => boolean, ending: Ending): void {
    const gone = this.#waiting.filter(which)
    this.#waiting = this.#waiting.filter((job) => !which(job))
    for (const { run } of gone) this.#options.say({ kind: 'ended', run, ending, standing: null })
  }

  #dispatch(): void {
    for (let job = this.#next(); job !== undefined && !this.#closed; job = this.#next()) {
      const started = job
      this.#waiting = this.#waiting.filter((other) => other !== started)
      this.#begin(started)
    }
  }

  #next(): Job | undefined {
    const active = [...this.#active.values()]
    const sweeping = active.some(({ job }) => job.sweep !== null)
    if (active.length < this.#options.workers + (sweeping ? 1 : 0)) {
      const byHand = this.#waiting.find((job) => job.sweep === null)
      if (byHand !== undefined) return byHand
    }
    if (active.length >= this.#options.workers) return undefined
    return this.#waiting.find(
      (job) =>
        job.sweep !== null && (job.concurrent === null || active.filter((other) => other.job.sweep === job.sweep).length < job.concurrent)
    )
  }

  #begin(job: Job): void {
    let task: Task
    try {
      task = this.#options.prepare(job)
    } catch (thrown) {
      const error = asLabError(thrown)
      const ending: Ending = { status: 'FAILED', reason: error.message, error: error.toJSON() }
      this.#options.say({ kind: 'ended', run: job.run, ending, standing: null })
      return
    }
    const place = this.#places.find(({ run }) => run === null) ?? this.#hire()
    this.#active.set(job.run, { job, place })
    place.start(task)
  }

  #hire(): Workplace {
    const { createWorker, memory } = this.#options
    const place = new Workplace(createWorker, memory, (message) => {
      if (message.kind === 'ended') this.#active.delete(message.run)
      this.#options.say(message)
      if (message.kind === 'ended') this.#dispatch()
    })
    this.#places.push(place)
    return place
  }
}
