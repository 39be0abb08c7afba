import type { BoundProblem } from '../problem/bound.ts'
import { AdaptiveWeights } from './adaptive-weights.ts'
import { automaticMethod } from './automatic.ts'
import type { MethodState } from './methods/method.ts'
import { isSecondOrder, makeStepper, type Stepper } from './methods/stepper.ts'
import { Objective, type MovedPoints } from './objective.ts'
import type { Phase } from './phases.ts'
import { SelfAdaptiveWeights } from './self-adaptive-weights.ts'
import type { Settings } from './settings.ts'

/** What a fit needs to go on where it stopped, beside the weights. */
export interface FitState {
  /** iterations made */
  done: number
  /** which phase, and at which of these iterations it began */
  phase: { index: number; began: number }
  method?: MethodState
  /** factors of the terms of the loss, where they are adjusted while training */
  weights?: Float64Array
  /** where the collocation points are, where the residual has moved them or they were drawn anew */
  points?: MovedPoints
}

/** One network fitted to one bound problem from one beginning: its phases, one method after another, each to its end. */
export class Fit {
  readonly objective: Objective
  private readonly settings: Settings
  private readonly phases: readonly Phase[]
  private readonly adaptive: AdaptiveWeights | SelfAdaptiveWeights | undefined
  private stepper: Stepper
  private index = 0
  private began = 0
  private count = 0
  private ended: string | null = null

  /** @param start where it goes on; without a method's state that begins afresh. The weights are those of the bound problem. */
  constructor(bound: BoundProblem, settings: Settings, phases: readonly Phase[], start?: FitState) {
    this.objective = new Objective(bound, settings, start?.points)
    this.settings = settings
    this.phases = phases
    if (start !== undefined) {
      this.count = start.done
      this.index = Math.min(start.phase.index, phases.length - 1)
      this.began = start.phase.began
    }
    this.objective.moveTo(this.count)
    this.stepper = this.stepperOf(start?.method)
    const { weights } = bound.problem.document
    if (weights === 'gradient_norm' || weights === 'ntk') this.adaptive = new AdaptiveWeights(weights, bound, start?.weights)
    if (weights === 'self_adaptive') this.adaptive = new SelfAdaptiveWeights(bound, start?.weights)
    if (start !== undefined) this.enter()
  }

  /** Iterations made. */
  get done(): number {
    return this.count
  }

  /** Why it ended before its last iteration, in words; null while it goes on, and where all iterations were made. */
  get reason(): string | null {
    return this.ended
  }

  get over(): boolean {
    return this.ended !== null || this.left <= 0
  }

  /** What is being trained, with its present points. */
  get bound(): BoundProblem {
    return this.objective.bound
  }

  get method(): string {
    return this.nameOf(this.phase)
  }

  /** The methods of all phases, by name. */
  get methods(): string[] {
    return this.phases.map((phase) => this.nameOf(phase))
  }

  /** Steps from one loss over all points to the next. */
  get epoch(): number {
    return this.objective.epoch(this.phase)
  }

  /** Whether the loss over all points is taken at the present iteration. */
  isFull(): boolean {
    return this.step % this.epoch === 0
  }

  /** Before a step: a new phase begins where the one before has ended, and the terms are weighted anew where that is due. */
  enter(): void {
    while (this.step >= this.phase.iterations && this.index < this.phases.length - 1) this.turn()
  }

  /** Terms of the loss over the points of the step that comes. */
  prepare(): Float64Array {
    // weights that rise with the residual wait while a method looks for the lowest point of a loss that stands still
    const isStill = this.adaptive instanceof SelfAdaptiveWeights && isSecondOrder(this.method)
    if (!isStill && this.adaptive?.update(this.count, this.objective.bound) === true) this.stepper.changed()
    return this.stepper.prepare(this.step)
  }

  /** The step. Where its method says that no further one helps, the next phase begins, or the fit has ended. */
  advance(): void {
    const { moved, reason } = this.stepper.step(this.step)
    if (moved) {
      this.count++
      if (this.objective.moveTo(this.count)) this.stepper.changed()
    }
    if (reason === null) return
    if (this.index < this.phases.length - 1) this.turn()
    else this.ended = reason
  }

  state(): FitState {
    const { step, state } = this.stepper.state
    return {
      done: this.count,
      phase: { index: this.index, began: this.began },
      method: { step, state: state.map((array) => array.slice()) },
      ...(this.adaptive === undefined ? {} : { weights: this.adaptive.factors.slice() }),
      ...(this.objective.moved === undefined ? {} : { points: this.objective.moved })
    }
  }

  private get phase(): Phase {
    return this.phases[this.index]!
  }

  /** Steps made in the present phase. */
  private get step(): number {
    return this.count - this.began
  }

  private get left(): number {
    return this.phases.slice(this.index).reduce((sum, { iterations }) => sum + iterations, 0) - this.step
  }

  private turn(): void {
    this.index++
    this.began = this.count
    this.stepper = this.stepperOf(undefined)
  }

  private stepperOf(restored: MethodState | undefined): Stepper {
    return makeStepper(this.objective, this.phase, this.nameOf(this.phase), restored)
  }

  private nameOf({ method: { optimizer }, l2 }: Phase): Exclude<Settings['training']['optimizer'], 'auto'> {
    return optimizer === 'auto' ? automaticMethod(this.objective.bound, l2) : optimizer
  }
}
