import type { Emit } from '../../../main/api/contract.ts'
import type { RunStatus, RunSummary } from '../../../main/api/types.ts'
import { problemOf } from './problems.ts'
import { lossAt, metricsAt } from './snapshot.ts'

const TICK_MS = 100
const TICKS = 30

/** Runs that seem to train: each takes three seconds, with ten events a second. */
export class FakeTraining {
  readonly #emit: Emit
  readonly #update: (run: string, changes: Partial<RunSummary>) => void
  readonly #timers = new Map<string, ReturnType<typeof setInterval>>()
  readonly #iteration = new Map<string, number>()

  constructor(emit: Emit, update: (run: string, changes: Partial<RunSummary>) => void) {
    this.#emit = emit
    this.#update = update
  }

  iterationOf(run: RunSummary): number {
    return this.#iteration.get(run.run) ?? (run.status === 'FINISHED' ? run.iterations : 0)
  }

  start(run: RunSummary): void {
    if (this.#timers.has(run.run)) return
    this.#update(run.run, { status: 'RUNNING' })
    this.#timers.set(
      run.run,
      setInterval(() => this.#advance(run, Math.ceil(run.iterations / TICKS)), TICK_MS)
    )
  }

  step(run: RunSummary, count: number): void {
    this.#advance(run, count)
    if (this.iterationOf(run) < run.iterations) this.end(run, 'PAUSED')
  }

  end(run: RunSummary, status: RunStatus): void {
    clearInterval(this.#timers.get(run.run))
    this.#timers.delete(run.run)
    this.#update(run.run, { status })
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearInterval(timer)
    this.#timers.clear()
  }

  #advance(run: RunSummary, count: number): void {
    const problem = problemOf(run.problem)
    const iteration = Math.min(run.iterations, this.iterationOf(run) + count)
    this.#iteration.set(run.run, iteration)
    const done = iteration === run.iterations
    const metrics = metricsAt(problem, iteration, run.iterations)
    const loss = lossAt(problem, iteration, run.iterations)
    const seconds = (3 * iteration) / run.iterations
    const { iterations, sweep } = run
    this.#emit('run.progress', {
      run: run.run,
      status: done ? 'FINISHED' : 'RUNNING',
      iteration,
      iterations,
      loss,
      metrics,
      seconds,
      secondsLeft: 3 - seconds,
      sweep
    })
    this.#update(run.run, { metrics, seconds, loss: { first: problem.loss[0], last: loss, best: loss } })
    if (done) this.end(run, 'FINISHED')
  }
}
