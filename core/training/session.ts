import { describeEngine, fallBack, type EngineDescription } from '../engine/make-engine.ts'
import { hashPlan, type Engine } from '../engine/plan.ts'
import { LabError } from '../errors.ts'
import type { Lens } from '../problem/lens.ts'
import { orderStates } from '../problem/state-order.ts'
import { divergence } from './divergence.ts'
import { Course, type CourseState, type Ending } from './course.ts'
import type { Experiment } from './experiment.ts'
import type { Fit, FitState } from './fit.ts'
import { LossHistory, type History } from './history.ts'
import { estimates, measure, picture } from './measure.ts'
import type { MethodState } from './methods/method.ts'
import { phasesOf } from './phases.ts'
import type { Settings } from './settings.ts'
import type { Metrics, Snapshot } from './snapshot.ts'
import type { SolutionForm } from './solution-form.ts'

/** What a run needs to go on where it stopped, with the same bits. */
export interface Checkpoint {
  iteration: number
  parameters: Float64Array
  /** how the weights make up the solution, where training has chosen */
  form?: SolutionForm
  /** left out: the method begins afresh */
  optimizer?: MethodState
  /** which phase of training, and at which iteration it began */
  phase?: FitState['phase']
  history: History
  best: number
  /** factors of the terms of the loss, where they are adjusted while training */
  weights?: Float64Array
  /** where the collocation points are, where the residual has moved them or they were drawn anew */
  points?: FitState['points']
  /** where it stands among its attempts and windows, where there may be several */
  course?: CourseState
  /** where, after the first engine was made, the interpreter took over, and why */
  fellBack?: string
}

/** Methods that ask for rows of the Jacobian. */
const BY_ROWS: ReadonlySet<string> = new Set(['gauss_newton', 'lm', 'instant'])

/** Iterations between two looks at the error, where training ends at one. */
const LOOK = 100

/**
 * One training run: the loop around the fits of its course. No clock decides anything here; the same experiment gives the
 * same bits, whether it runs through or is interrupted and restored from checkpoints. Points that are drawn anew, batches and their order follow
 * from the seed and the iteration alone. With batches the loss is that over all points, taken once an epoch; that of a batch is never shown.
 */
export class Session {
  readonly iterations: number
  readonly parameterCount: number
  private readonly training: Settings['training']
  private readonly course: Course
  private readonly losses: LossHistory
  private readonly first: EngineDescription
  private fellBack: string | undefined
  private failure: string | null = null
  private stopped: { reason: string | null } | undefined
  private measured: Pick<Snapshot, 'iteration' | 'metrics' | 'worst' | 'scale'> | undefined
  private current: { iteration: number; loss: number; terms: Float64Array } | undefined

  constructor(experiment: Experiment, checkpoint?: Checkpoint) {
    const { training, precision } = experiment.settings
    if (training.from !== undefined && checkpoint === undefined)
      throw new LabError('from-missing', `The weights of ${training.from} are not here.`, 'Start the run in the lab that holds it.')
    this.training = training
    this.iterations = training.iterations
    const start = checkpoint && { parameters: checkpoint.parameters, state: checkpoint.course, fit: fitOf(checkpoint, training) }
    this.course = new Course(experiment, start)
    const { built, bindings } = this.fit.bound
    this.parameterCount = bindings.parameters.length
    this.losses = new LossHistory(training.iterations, checkpoint?.history, checkpoint?.best)
    this.fellBack = checkpoint?.fellBack
    this.first = {
      ...describeEngine(this.fit.bound.engine, this.fit.methods.some((name) => BY_ROWS.has(name)) ? ['gradient', 'rows'] : ['gradient']),
      precision,
      plan: hashPlan(built.plan),
      optimizer: this.fit.methods.join(', ')
    }
    this.stopped = this.course.over
    if (this.status === 'finished') this.note(this.present().terms)
    else if (checkpoint !== undefined && this.fit.isFull()) this.look()
  }

  /** Updates made so far. */
  get iteration(): number {
    return this.course.done
  }

  /** What is being tried now, in words; undefined where there is one fit only, or all is over. */
  get stage(): string | undefined {
    return this.status === 'ready' ? this.course.stage : undefined
  }

  /** What computes: the first engine, and `later` where one after it, or the same in other work, gave way to the interpreter. */
  get engine(): EngineDescription {
    return this.fellBack === undefined ? this.first : { ...this.first, later: this.fellBack }
  }

  /** How the weights make up the solution; undefined: one network, as the settings say. */
  get form(): SolutionForm | undefined {
    return this.course.form
  }

  /** Mean squared residual over all points, at the present weights; of several terms their sum as the user weights them, without the lab's own scales. */
  get loss(): number {
    return this.present().loss
  }

  get best(): number {
    return Math.min(this.losses.best, Number.isFinite(this.loss) ? this.loss : Infinity)
  }

  get status(): 'ready' | 'finished' | 'diverged' {
    if (this.failure !== null) return 'diverged'
    return this.stopped !== undefined || this.iteration >= this.iterations ? 'finished' : 'ready'
  }

  /** Why training ended before its last iteration, in words. */
  get reason(): string | null {
    return this.failure ?? this.stopped?.reason ?? null
  }

  /** Trains at most `count` iterations: fewer where the run finishes or diverges. */
  advance(count: number): void {
    for (let k = 0; k < count && this.status === 'ready'; k++) this.step()
    if (this.status !== 'finished') return
    if (orderStates(this.course.bound)) [this.current, this.measured] = [undefined, undefined]
    this.note(this.present().terms)
  }

  history(): History {
    return this.losses.arrays()
  }

  metrics(): Metrics {
    return measure(this.course.bound).metrics
  }

  /** Everything that is shown of the present state; `lens` says how the solution is looked at. */
  snapshot(lens?: Lens): Snapshot {
    const { bound } = this.course
    if (this.measured?.iteration !== this.iteration) this.measured = { iteration: this.iteration, ...measure(bound) }
    return { loss: this.loss, ...this.measured, ...picture(bound, lens) }
  }

  checkpoint(): Checkpoint {
    const { phase, method, weights, points } = this.fit.state()
    const { form } = this
    const course = this.course.checkpoint()
    return {
      iteration: this.iteration,
      parameters: this.course.parameters,
      ...(form === undefined ? {} : { form }),
      ...(method === undefined ? {} : { optimizer: method }),
      phase,
      history: this.history(),
      best: this.losses.best,
      ...(weights === undefined ? {} : { weights }),
      ...(points === undefined ? {} : { points }),
      ...(course === undefined ? {} : { course }),
      ...(this.fellBack === undefined ? {} : { fellBack: this.fellBack })
    }
  }

  private get fit(): Fit {
    return this.course.fit
  }

  /** Terms of the loss of the present fit, with the weights that the user gives them. */
  private get terms(): readonly { name: string; weight: number }[] {
    return this.fit.bound.built.terms
  }

  /** One update, unless training ends here. */
  private step(): void {
    const { fit } = this
    fit.enter()
    const whole = fit.epoch === 1
    if (!whole && fit.isFull() && !this.note(this.present().terms)) return this.turn(null, 'failed')
    const terms = fit.prepare()
    if (whole ? !this.note(terms) : !this.isFinite(terms)) return this.turn(null, 'failed')
    if (fit.isFull() && this.look()) return
    // a step may end with other points, and an engine of their own
    const { engine } = fit.bound
    fit.advance()
    this.watch(engine)
    if (fit.over) this.turn(fit.reason)
  }

  /** Notes where the engine of a step has given way to the interpreter; once for each reason. */
  private watch(engine: Engine): void {
    const because = fallBack(engine)
    if (because === undefined || because === this.first.because || this.fellBack?.includes(because) === true) return
    const words = `interpreter from iteration ${this.iteration} on, because ${because}`
    this.fellBack = this.fellBack === undefined ? words : `${this.fellBack}; ${words}`
  }

  /** A fit has ended, or its loss is not finite: another begins, or the run is over. */
  private turn(reason: string | null, how: Ending = 'ended'): void {
    if (how === 'failed' && !this.course.hasMore) return
    this.failure = null
    this.course.turn(reason, how)
    this.current = undefined
    this.measured = undefined
    this.stopped = this.course.over
  }

  private present(): { loss: number; terms: Float64Array } {
    if (this.current?.iteration !== this.iteration) {
      const terms = this.fit.objective.terms()
      this.current = { iteration: this.iteration, terms, loss: this.unscaled(terms) }
    }
    return this.current
  }

  /** Notes the terms of the loss over all points at the present iteration; false where they are not finite: the run has diverged. */
  private note(terms: Float64Array): boolean {
    const loss = this.unscaled(terms)
    this.current = { iteration: this.iteration, loss, terms }
    const finite = this.isFinite(terms)
    const final = this.status !== 'ready'
    const parts = this.terms.map((term, k) => ({ ...term, loss: terms[k]! }))
    this.losses.add(this.iteration, loss, parts, { final, sparse: this.fit.epoch > 1 }, () => estimates(this.fit.bound))
    return finite
  }

  private isFinite(terms: Float64Array): boolean {
    const loss = this.unscaled(terms)
    if (!Number.isFinite(loss)) this.failure = divergence(loss, this.iteration, this.training)
    return this.failure === null
  }

  /** Whether the run has come as far as it was to come; at iterations at which the loss over all points is known. */
  private look(): boolean {
    const { stop } = this.training
    if (stop === undefined) return false
    const { loss } = this.present()
    const reached = (what: string, value: number): void => {
      const reason = `The ${what} reached ${value} at iteration ${this.iteration}.`
      // of several windows it is the present one that has come far enough
      if (what === 'loss' && this.course.form?.windows !== undefined) this.turn(reason, 'enough')
      else this.stopped = { reason }
    }
    if (stop.loss !== undefined && loss <= stop.loss) reached('loss', stop.loss)
    else if (stop.max_abs_error !== undefined && this.isLook(stop.every ?? LOOK)) {
      const { max_abs_error: error } = this.metrics()
      if (error !== null && error <= stop.max_abs_error) reached('error', stop.max_abs_error)
    } else return false
    return this.current === undefined || this.stopped !== undefined
  }

  /** Whether so many iterations were passed since the loss over all points was last taken. */
  private isLook(every: number): boolean {
    const before = this.iteration - this.fit.epoch
    return this.iteration > 0 && Math.floor(this.iteration / every) > Math.floor(before / every)
  }

  /** The loss as the user weights it, without the lab's own scales. */
  private unscaled(terms: Float64Array): number {
    return terms.reduce((sum, term, k) => sum + this.terms[k]!.weight * term, 0)
  }
}

/** Where a plain run goes on; undefined: from the beginning. */
function fitOf({ iteration, phase, optimizer, weights, points }: Checkpoint, training: Settings['training']): FitState | undefined {
  if (iteration === 0) return undefined
  const phases = phasesOf(training)
  // stored before phases were: they lasted as long as was planned
  const index = phases.findLastIndex(({ from }) => from <= iteration)
  return {
    done: iteration,
    phase: phase ?? { index, began: phases[index]!.from },
    ...(optimizer === undefined ? {} : { method: optimizer }),
    ...(weights === undefined ? {} : { weights }),
    ...(points === undefined ? {} : { points })
  }
}
