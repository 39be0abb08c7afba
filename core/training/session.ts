import { BLOCK } from '../engine/interpreter.ts'
import { hashPlan } from '../engine/plan.ts'
import { LabError } from '../errors.ts'
import type { Lens } from '../problem/lens.ts'
import { bindExperiment } from '../problem/prepare.ts'
import { AdaptiveWeights } from './adaptive-weights.ts'
import type { Experiment } from './experiment.ts'
import { LossHistory, type History } from './history.ts'
import { learningRate } from './learning-rate.ts'
import { measure, picture } from './measure.ts'
import { Objective } from './objective.ts'
import { makeOptimiser, type Optimiser, type OptimiserState } from './optimiser.ts'
import { phasesOf, type Phase } from './phases.ts'
import type { Settings } from './settings.ts'
import type { Metrics, Snapshot } from './snapshot.ts'

/** What a run needs to go on where it stopped, with the same bits. */
export interface Checkpoint {
  iteration: number
  parameters: Float64Array
  /** left out: the optimiser begins afresh */
  optimizer?: OptimiserState
  history: History
  best: number
  /** factors of the terms of the loss, where they are adjusted while training */
  weights?: Float64Array
}

/** Iterations between two looks at the error, where training ends at one. */
const LOOK = 100

/**
 * One training run: the loop around an engine and an optimiser. No clock decides anything here; the same experiment gives the
 * same bits, whether it runs through or is interrupted and restored from checkpoints. Points that are drawn anew, batches and their order follow
 * from the seed and the iteration alone. With batches the loss is that over all points, taken once an epoch; that of a batch is never shown.
 */
export class Session {
  readonly iterations: number
  readonly parameterCount: number
  readonly engine: Record<string, string | number | boolean>
  private readonly training: Settings['training']
  private readonly terms: readonly { name: string; weight: number }[]
  private readonly parameters: Float64Array
  private readonly objective: Objective
  private readonly phases: readonly Phase[]
  private phase: Phase
  private optimiser: Optimiser
  private readonly adaptive: AdaptiveWeights | undefined
  private readonly gradient: Float64Array
  private readonly losses: LossHistory
  private done = 0
  private failure: string | null = null
  private stopped: string | null = null
  private measured: Pick<Snapshot, 'iteration' | 'metrics' | 'worst' | 'scale'> | undefined
  private current: { iteration: number; loss: number; terms: Float64Array } | undefined

  constructor(experiment: Experiment, checkpoint?: Checkpoint) {
    const { training, precision } = experiment.settings
    if (training.from !== undefined && checkpoint === undefined)
      throw new LabError('from-missing', `The weights of ${training.from} are not here.`, 'Start the run in the lab that holds it.')
    const bound = bindExperiment(experiment)
    const { parameters } = bound.bindings
    this.training = training
    this.terms = bound.built.terms
    this.parameters = parameters
    this.iterations = training.iterations
    this.parameterCount = parameters.length
    this.gradient = new Float64Array(parameters.length)
    this.objective = new Objective(bound, experiment.settings)
    if (checkpoint !== undefined) {
      if (checkpoint.parameters.length !== parameters.length) throw misfit(checkpoint.parameters.length, parameters.length)
      parameters.set(checkpoint.parameters)
      this.done = checkpoint.iteration
    }
    this.objective.moveTo(this.done)
    this.phases = phasesOf(training)
    this.phase = this.phaseAt(this.done)
    // at its first iteration a phase begins afresh, whatever the one before it left
    this.optimiser = this.optimiserOf(this.phase, this.done > this.phase.from || this.phase.from === 0 ? checkpoint?.optimizer : undefined)
    const { weights } = bound.problem.document
    if (weights === 'gradient_norm' || weights === 'ntk') this.adaptive = new AdaptiveWeights(weights, bound, checkpoint?.weights)
    this.losses = new LossHistory(training.iterations, this.terms, checkpoint?.history, checkpoint?.best)
    this.engine = {
      name: 'interpreter',
      precision,
      block: BLOCK,
      plan: hashPlan(bound.built.plan),
      optimizer: this.phases.map((phase) => phase.method.optimizer).join(', ')
    }
    if (this.done >= this.iterations) this.note(this.present().terms)
    else if (checkpoint !== undefined && this.isFull()) this.look()
  }

  /** Updates made so far. */
  get iteration(): number {
    return this.done
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
    return this.stopped !== null || this.done >= this.iterations ? 'finished' : 'ready'
  }

  /** Why training ended before its last iteration, in words. */
  get reason(): string | null {
    return this.failure ?? this.stopped
  }

  /** Trains at most `count` iterations: fewer where the run finishes or diverges. */
  advance(count: number): void {
    for (let k = 0; k < count && this.status === 'ready'; k++) this.step()
    if (this.status === 'finished') this.note(this.present().terms)
  }

  history(): History {
    return this.losses.arrays()
  }

  metrics(): Metrics {
    return measure(this.objective.bound).metrics
  }

  /** Everything that is shown of the present state; `lens` says how the solution is looked at. */
  snapshot(lens?: Lens): Snapshot {
    const { bound } = this.objective
    if (this.measured?.iteration !== this.done) this.measured = { iteration: this.done, ...measure(bound) }
    return { loss: this.loss, ...this.measured, ...picture(bound, lens) }
  }

  checkpoint(): Checkpoint {
    return {
      iteration: this.done,
      parameters: this.parameters.slice(),
      optimizer: { step: this.optimiser.state.step, state: this.optimiser.state.state.map((array) => array.slice()) },
      history: this.history(),
      best: this.losses.best,
      ...(this.adaptive === undefined ? {} : { weights: this.adaptive.factors.slice() })
    }
  }

  /** One update, unless training ends here. */
  private step(): void {
    const phase = this.phaseAt(this.done)
    if (phase !== this.phase) {
      this.phase = phase
      this.optimiser = this.optimiserOf(phase, undefined)
    }
    this.adaptive?.update(this.done, this.objective.bound)
    const whole = this.objective.epoch(phase) === 1
    if (!whole && this.isFull() && !this.note(this.present().terms)) return
    const terms = this.objective.gradient(this.gradient, phase, this.done)
    if (whole ? !this.note(terms) : !this.isFinite(terms)) return
    if (this.isFull() && this.look()) return
    const { method, from, iterations } = phase
    this.optimiser.update(this.parameters, this.gradient, learningRate(method, this.done - from, iterations))
    this.done++
    this.objective.moveTo(this.done)
  }

  /** Whether the loss over all points is taken at the present iteration. */
  private isFull(): boolean {
    return (this.done - this.phase.from) % this.objective.epoch(this.phase) === 0
  }

  private phaseAt(iteration: number): Phase {
    return this.phases.findLast(({ from }) => from <= iteration)!
  }

  private optimiserOf({ method, momentum }: Phase, restored: OptimiserState | undefined): Optimiser {
    const state = restored && { step: restored.step, state: restored.state.map((array) => array.slice()) }
    return makeOptimiser(method.optimizer, this.parameters.length, momentum, state)
  }

  private present(): { loss: number; terms: Float64Array } {
    if (this.current?.iteration !== this.done) {
      const terms = this.objective.terms()
      this.current = { iteration: this.done, terms, loss: this.unscaled(terms) }
    }
    return this.current
  }

  /** Notes the terms of the loss over all points at the present iteration; false where they are not finite: the run has diverged. */
  private note(terms: Float64Array): boolean {
    const loss = this.unscaled(terms)
    this.current = { iteration: this.done, loss, terms }
    const finite = this.isFinite(terms)
    const final = this.status !== 'ready'
    this.losses.add(this.done, loss, terms, { final, sparse: this.objective.epoch(this.phase) > 1 })
    return finite
  }

  private isFinite(terms: Float64Array): boolean {
    const loss = this.unscaled(terms)
    if (!Number.isFinite(loss)) this.failure = `The loss is ${loss} at iteration ${this.done}.`
    return this.failure === null
  }

  /** Whether the run has come as far as it was to come; at iterations at which the loss over all points is known. */
  private look(): boolean {
    const { stop } = this.training
    if (stop === undefined) return false
    const { loss } = this.present()
    if (stop.loss !== undefined && loss <= stop.loss) this.stopped = `The loss reached ${stop.loss} at iteration ${this.done}.`
    else if (stop.max_abs_error !== undefined && this.isLook(stop.every ?? LOOK)) {
      const { max_abs_error: error } = this.metrics()
      if (error !== null && error <= stop.max_abs_error) this.stopped = `The error reached ${stop.max_abs_error} at iteration ${this.done}.`
    }
    return this.stopped !== null
  }

  /** Whether so many iterations were passed since the loss over all points was last taken. */
  private isLook(every: number): boolean {
    const before = this.done - this.objective.epoch(this.phase)
    return this.done > 0 && Math.floor(this.done / every) > Math.floor(before / every)
  }

  /** The loss as the user weights it, without the lab's own scales. */
  private unscaled(terms: Float64Array): number {
    return terms.reduce((sum, term, k) => sum + this.terms[k]!.weight * term, 0)
  }
}

function misfit(found: number, wanted: number): LabError {
  return new LabError(
    'checkpoint-misfit',
    `The stored weights are ${found} numbers; this network has ${wanted}.`,
    'The run was stored by another version of the lab: repeat it.'
  )
}
