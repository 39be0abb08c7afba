import { asLabError } from '../../../core/errors.ts'
import type { Experiment } from '../../../core/training/experiment.ts'
import type { Checkpoint, Session } from '../../../core/training/session.ts'
import type { Metrics } from '../../../core/training/snapshot.ts'
import type { Ending, FromWorker, Standing, Task, ToWorker } from './messages.ts'
import type { Verdict } from '../../../core/verdict/types.ts'
import { Gate, Slices, TimeLeft } from './pace.ts'

/** What a trainer needs of a training session. */
export type Trainable = Pick<
  Session,
  | 'iterations'
  | 'parameterCount'
  | 'iteration'
  | 'loss'
  | 'status'
  | 'reason'
  | 'advance'
  | 'history'
  | 'metrics'
  | 'snapshot'
  | 'checkpoint'
  | 'engine'
> & { readonly stage?: string | undefined }
export type OpenSession = (experiment: Experiment, checkpoint: Checkpoint | undefined) => Trainable
/** The verdict on a finished run. */
export type Judge = (experiment: Experiment, checkpoint: Checkpoint) => Verdict

/** Seconds between reports: ten a second, metrics four a second, checkpoints every two seconds. */
const PROGRESS = 0.1
const METRICS = 0.25
const STANDING = 2
/** Metrics and checkpoints may take no more than this share of the time. */
const SHARE = 0.05

/** What is done between the last iteration and the verdict. */
const JUDGING = 'solving classically, to compare'

const now = () => performance.now() / 1000
/** Lets messages come in. */
const breathe = () => new Promise((resolve) => setImmediate(resolve))

/** Trains one run after another in a worker thread and answers questions between the slices of training. */
export class Trainer {
  readonly #open: OpenSession
  readonly #post: (message: FromWorker) => void
  readonly #judge: Judge | undefined
  #run: string | null = null
  #session: Trainable | null = null
  #pauseAt: number | null = null
  #wish: 'pause' | 'cancel' | null = null

  constructor(open: OpenSession, post: (message: FromWorker) => void, judge?: Judge) {
    this.#open = open
    this.#post = post
    this.#judge = judge
  }

  async receive(message: ToWorker): Promise<void> {
    if (message.kind === 'train') return this.#train(message.task)
    if (message.kind === 'look') return this.#look(message)
    if (message.run !== this.#run) return
    if (message.kind === 'step') this.#pauseAt = (this.#session?.iteration ?? 0) + message.count
    else this.#wish = message.kind
  }

  async #train(task: Task): Promise<void> {
    this.#run = task.run
    this.#wish = null
    this.#pauseAt = task.pauseAt
    try {
      const session = this.#open(task.experiment, task.checkpoint ?? undefined)
      this.#session = session
      this.#post({ kind: 'started', run: task.run, parameterCount: session.parameterCount, engine: session.engine })
      await this.#loop(task, session)
    } catch (thrown) {
      const error = asLabError(thrown)
      const ending: Ending = { status: 'FAILED', reason: error.message, error: error.toJSON() }
      this.#post({ kind: 'ended', run: task.run, ending, standing: null })
    } finally {
      this.#run = null
      this.#session = null
    }
  }

  async #loop({ run, experiment, seconds: before }: Task, session: Trainable): Promise<void> {
    const slices = new Slices()
    const left = new TimeLeft()
    const progress = new Gate(PROGRESS)
    const metrics = new Gate(METRICS)
    const standing = new Gate(STANDING)
    standing.opens(now())
    let seconds = before
    const say = (metrics: Metrics | null, secondsLeft: number | null, stage: string | null) =>
      this.#post({
        kind: 'progress',
        run,
        iteration: session.iteration,
        loss: session.loss,
        metrics,
        seconds,
        secondsLeft,
        stage
      })
    const report = () => {
      const began = now()
      const measured = metrics.opens(began) ? session.metrics() : null
      if (measured !== null) metrics.cost(now() - began, SHARE, METRICS)
      say(measured, left.for(session.iterations - session.iteration), session.stage ?? null)
    }
    await breathe()
    while (session.status === 'ready' && this.#wish === null && (this.#pauseAt === null || session.iteration < this.#pauseAt)) {
      const from = session.iteration
      const began = now()
      session.advance(Math.min(slices.count, (this.#pauseAt ?? Infinity) - from))
      const took = now() - began
      seconds += took
      slices.took(took)
      left.took(session.iteration - from, took)
      if (progress.opens(now())) report()
      if (standing.opens(now())) {
        const asked = now()
        this.#post({ kind: 'standing', run, standing: stand(session, seconds) })
        standing.cost(now() - asked, SHARE, STANDING)
      }
      await breathe()
    }
    const ending = this.#ending(session)
    const last = stand(session, seconds)
    if (ending.status === 'FINISHED' && this.#judge !== undefined) {
      // the one wait after training: some problems take seconds to solve classically
      say(null, null, JUDGING)
      last.metrics = { ...last.metrics, verdict: this.#judge(experiment, last.checkpoint) }
    }
    this.#post({ kind: 'ended', run, ending, standing: last })
  }

  #ending(session: Trainable): Ending {
    if (session.status === 'finished') return { status: 'FINISHED', reason: session.reason, error: null }
    if (session.status === 'diverged')
      return { status: 'DIVERGED', reason: session.reason ?? `The loss is not finite at iteration ${session.iteration}.`, error: null }
    return { status: this.#wish === 'cancel' ? 'CANCELLED' : 'PAUSED', reason: null, error: null }
  }

  #look({ run, request, what, lens }: Extract<ToWorker, { kind: 'look' }>): void {
    try {
      const session = run === this.#run ? this.#session : null
      const value = session === null ? null : what === 'snapshot' ? session.snapshot(lens) : session.history()
      this.#post({ kind: 'answer', request, value })
    } catch (thrown) {
      this.#post({ kind: 'refusal', request, error: asLabError(thrown).toJSON() })
    }
  }
}

function stand(session: Trainable, seconds: number): Standing {
  const checkpoint = session.checkpoint()
  const { loss, metrics, axes, fields, scale } = session.snapshot()
  // Of several attempts it is the beginning of the one that is kept. A session that was paused before its first iteration has noted nothing yet.
  const began = checkpoint.course?.began ?? 0
  const first = checkpoint.history.loss[checkpoint.history.iteration.findIndex((at) => at >= began)] ?? loss
  const best = Number.isFinite(loss) ? Math.min(checkpoint.best, loss) : checkpoint.best
  return { checkpoint, metrics, seconds, loss: { first, last: loss, best }, view: { axes, fields, scale }, engine: session.engine }
}
