import { BLOCK } from '../engine/interpreter.ts'
import { hashPlan } from '../engine/plan.ts'
import type { BoundProblem } from '../problem/bound.ts'
import { bindExperiment } from '../problem/prepare.ts'
import type { Experiment } from './experiment.ts'
import { LossHistory } from './history.ts'
import { learningRate, methodOf, type Method } from './learning-rate.ts'
import { measure, picture } from './measure.ts'
import { makeOptimiser, type Optimiser, type OptimiserState } from './optimiser.ts'
import type { Metrics, Snapshot } from './snapshot.ts'

/** What a run needs to go on where it stopped, with the same bits. */
export interface Checkpoint {
  iteration: number
  parameters: Float64Array
  optimizer: OptimiserState
  history: { iteration: Float64Array; loss: Float64Array }
  best: number
}

/**
 * One training run: the loop around an engine and an optimiser. No clock decides anything here; the same experiment gives the
 * same bits, whether it runs through or is interrupted and restored from checkpoints.
 */
export class Session {
  readonly iterations: number
  readonly parameterCount: number
  readonly engine: Record<string, string | number | boolean>
  private readonly bound: BoundProblem
  private readonly method: Method
  private readonly optimiser: Optimiser
  private readonly gradient: Float64Array
  private readonly losses: LossHistory
  private done = 0
  private failure: string | null = null
  private current: { iteration: number; loss: number } | undefined

  constructor(experiment: Experiment, checkpoint?: Checkpoint) {
    const { training } = experiment.settings
    this.bound = bindExperiment(experiment)
    const { parameters } = this.bound.bindings
    this.iterations = training.iterations
    this.parameterCount = parameters.length
    this.method = methodOf(training)
    this.gradient = new Float64Array(parameters.length)
    if (checkpoint !== undefined) {
      parameters.set(checkpoint.parameters)
      this.done = checkpoint.iteration
    }
    const restored = checkpoint && { step: checkpoint.optimizer.step, state: checkpoint.optimizer.state.map((array) => array.slice()) }
    this.optimiser = makeOptimiser(this.method.optimizer, parameters.length, training.momentum, restored)
    this.losses = new LossHistory(training.iterations, checkpoint?.history, checkpoint?.best)
    this.engine = {
      name: 'interpreter',
      precision: experiment.settings.precision,
      block: BLOCK,
      plan: hashPlan(this.bound.built.plan),
      ...this.method
    }
    if (this.done >= this.iterations) this.note(this.loss)
  }

  /** Updates made so far. */
  get iteration(): number {
    return this.done
  }

  /** Unscaled mean squared residual at the present weights. */
  get loss(): number {
    if (this.current?.iteration !== this.done) this.current = { iteration: this.done, loss: this.unscaled(this.bound.engine.loss().terms) }
    return this.current.loss
  }

  get best(): number {
    return Math.min(this.losses.best, Number.isFinite(this.loss) ? this.loss : Infinity)
  }

  get status(): 'ready' | 'finished' | 'diverged' {
    if (this.failure !== null) return 'diverged'
    return this.done >= this.iterations ? 'finished' : 'ready'
  }

  /** Why training ended before its last iteration, in words. */
  get reason(): string | null {
    return this.failure
  }

  /** Trains at most `count` iterations: fewer where the run finishes or diverges. */
  advance(count: number): void {
    const { engine, bindings } = this.bound
    for (let k = 0; k < count && this.status === 'ready'; k++) {
      const { terms } = engine.gradient(this.gradient)
      if (!this.note(this.unscaled(terms))) return
      this.optimiser.update(bindings.parameters, this.gradient, learningRate(this.method, this.done, this.iterations))
      this.done++
    }
    if (this.status === 'finished') this.note(this.loss)
  }

  history(): { iteration: Float64Array; loss: Float64Array } {
    return this.losses.arrays()
  }

  metrics(): Metrics {
    return measure(this.bound).metrics
  }

  snapshot(): Snapshot {
    return { iteration: this.done, loss: this.loss, ...measure(this.bound), ...picture(this.bound) }
  }

  checkpoint(): Checkpoint {
    return {
      iteration: this.done,
      parameters: this.bound.bindings.parameters.slice(),
      optimizer: { step: this.optimiser.state.step, state: this.optimiser.state.state.map((array) => array.slice()) },
      history: this.history(),
      best: this.losses.best
    }
  }

  /** Notes the loss of the present iteration; false where it is not finite: the run has diverged. */
  private note(loss: number): boolean {
    this.current = { iteration: this.done, loss }
    const final = this.done >= this.iterations || !Number.isFinite(loss)
    this.losses.add(this.done, loss, final)
    if (!Number.isFinite(loss)) this.failure = `The loss is ${loss} at iteration ${this.done}.`
    return this.failure === null
  }

  /** The loss as the user weights it, without the lab's own scales. */
  private unscaled(terms: Float64Array): number {
    return terms.reduce((sum, term, k) => sum + this.bound.built.terms[k]!.weight * term, 0)
  }
}
