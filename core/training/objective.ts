import type { Engine } from '../engine/plan.ts'
import { rebound, type BoundProblem } from '../problem/bound.ts'
import { insideOf } from '../problem/domain.ts'
import { collocationPoints } from '../problem/points.ts'
import { adaptiveEvery, adaptivePoints } from './adaptive-points.ts'
import { Batches } from './batches.ts'
import type { Minimised } from './methods/method.ts'
import type { Phase } from './phases.ts'
import type { Settings } from './settings.ts'

/** Points that were moved or drawn anew, and how often. */
export interface MovedPoints {
  draw: number
  at: readonly Float64Array[]
}

/** What is minimised at an iteration: over which points, all or a batch of them, and with which penalty. */
export class Objective {
  private readonly settings: Settings
  private present: BoundProblem
  private draw = 0
  private batches: { size: number; batches: Batches } | undefined

  /** @param moved the points at which training stood, where they were moved by then */
  constructor(bound: BoundProblem, settings: Settings, moved?: MovedPoints) {
    this.present = bound
    this.settings = settings
    if (moved !== undefined) this.put(moved.at, moved.draw)
  }

  /** The points, where they are no longer those of the settings: moved to where the residual is large, or drawn anew. */
  get moved(): MovedPoints | undefined {
    if (this.draw === 0) return undefined
    return { draw: this.draw, at: this.present.bindings.points[this.present.built.groups.interior]! }
  }

  /** the problem with its present points */
  get bound(): BoundProblem {
    return this.present
  }

  /** Puts the points of an iteration in place; its scales stay those of the first ones. Returns whether others are there now. */
  moveTo(iteration: number): boolean {
    const { resample } = this.settings.points
    const every = resample ?? adaptiveEvery(this.settings)
    if (every === undefined) return false
    // after the last iteration the points are still those of the last
    const draw = Math.floor(Math.min(iteration, this.settings.training.iterations - 1) / every)
    if (draw === this.draw) return false
    const { problem } = this.present
    const drawn =
      resample === undefined
        ? adaptivePoints(this.present, this.settings, draw)
        : insideOf(problem, collocationPoints(this.settings, problem.variables, draw))
    this.put(drawn, draw)
    return true
  }

  private put(drawn: readonly Float64Array[], draw: number): void {
    const { built, bindings } = this.present
    const points = bindings.points.map((group, index) => (index === built.groups.interior ? drawn : group))
    this.present = rebound(this.present, { ...bindings, points })
    this.draw = draw
    this.batches = undefined
  }

  /** Steps from one loss over all points to the next: 1 without batches. */
  epoch(phase: Phase): number {
    return this.batchesOf(phase)?.count ?? 1
  }

  /** Mean squared residual of every term over all points. */
  terms(): Float64Array {
    return this.present.engine.loss().terms
  }

  /** The gradient of what a step of a phase minimises into `out`; the terms over the points of that step. */
  gradient(out: Float64Array, phase: Phase, step: number): Float64Array {
    const engine = this.batchesOf(phase)?.engine(step) ?? this.present.engine
    const { terms } = engine.gradient(out)
    if (phase.l2 > 0) this.penalise(out, phase.l2)
    return terms
  }

  /** What a method that looks for itself minimises in a phase: the loss over all points, with the penalty. */
  minimised({ l2 }: Phase): Minimised {
    const engine = (): Engine => this.present.engine
    const { parameters } = this.present.bindings
    const { networks, blocks, trainables } = this.present.built.plan
    const layers = networks.map((network) => blocks[network.blocks.at(-1)!]!)
    const penalty = (): number => (l2 > 0 ? l2 * this.squaredWeights() : 0)
    return {
      parameters,
      value: () => engine().loss().total + penalty(),
      gradient: (out) => {
        const { total } = engine().gradient(out)
        if (l2 > 0) this.penalise(out, l2)
        return total + penalty()
      },
      get rows() {
        return engine().rows
      },
      rowValues: (out) => engine().rowValues(out),
      jacobian: (out, from, to) => engine().jacobian(out, from, to),
      jacobianColumns: (out) => engine().jacobianColumns(out),
      portable: this.settings.engine === 'portable',
      outputs: [
        ...layers.flatMap(({ offset, rows, columns }) => Array.from({ length: rows * columns }, (_, k) => offset + k)),
        ...trainables.map(({ offset }) => offset)
      ]
    }
  }

  private squaredWeights(): number {
    const { built, bindings } = this.present
    let sum = 0
    for (const { offset, rows, columns } of built.plan.blocks)
      for (let i = 0; i < rows; i++)
        for (let k = offset + i * columns + 1; k < offset + (i + 1) * columns; k++) sum += bindings.parameters[k]! ** 2
    return sum
  }

  /** Adds the gradient of l2 * sum of w^2 over the weights; column 0 of a block is its biases. */
  private penalise(out: Float64Array, l2: number): void {
    const { built, bindings } = this.present
    for (const { offset, rows, columns } of built.plan.blocks)
      for (let i = 0; i < rows; i++)
        for (let k = offset + i * columns + 1; k < offset + (i + 1) * columns; k++) out[k]! += 2 * l2 * bindings.parameters[k]!
  }

  private batchesOf({ batch }: Phase): Batches | undefined {
    const { present } = this
    const points = present.bindings.points[present.built.groups.interior]![0]!.length
    if (batch === undefined || batch >= points) return undefined
    if (this.batches?.size !== batch) this.batches = { size: batch, batches: new Batches(present, batch, this.settings.seed, this.draw) }
    return this.batches.batches
  }
}
