import { Interpreter } from '../engine/interpreter.ts'
import type { Bindings, Engine } from '../engine/plan.ts'
import type { BoundProblem } from '../problem/bound.ts'
import { LabError } from '../errors.ts'
import type { Window } from './windows.ts'

/** A window with the problem on it and its weights in place. */
export interface Piece {
  window: Window
  bound: BoundProblem
}

/**
 * A solution in windows as the whole problem sees it: every group of points is dealt out to the windows that they lie in. Beyond the
 * last window there is no solution yet: NaN. It evaluates; it cannot be trained.
 */
export class PiecewiseEngine implements Engine {
  readonly rows = 0
  private readonly pieces: readonly Piece[]
  private readonly bindings: Bindings
  private readonly axis: number

  /** @param bindings of the whole problem: its points are dealt out. @param pieces in the order of their windows @param axis along which these lie */
  constructor(pieces: readonly Piece[], bindings: Bindings, axis: number) {
    this.axis = axis
    this.pieces = pieces
    this.bindings = bindings
  }

  evaluate(group: number, out: readonly Float64Array[]): void {
    for (const array of out) array.fill(NaN)
    this.deal(group, (engine, at) => {
      const part = out.map(() => new Float64Array(at.length))
      engine.evaluate(group, part)
      out.forEach((array, k) => at.forEach((p, i) => (array[p] = part[k]![i]!)))
    })
  }

  residuals(group: number, term: number, out: Float64Array): void {
    out.fill(NaN)
    this.deal(group, (engine, at) => {
      const part = new Float64Array(at.length)
      engine.residuals(group, term, part)
      at.forEach((p, i) => (out[p] = part[i]!))
    })
  }

  /** Of each window's own network at its points. */
  activations(group: number, network = 0): Float64Array[] {
    const { length } = this.bindings.points[group]![0]!
    let layers: Float64Array[] | undefined
    this.deal(group, (engine, at) => {
      const own = engine.activations(group, network)
      layers ??= own.map((layer) => new Float64Array((layer.length / at.length) * length).fill(NaN))
      own.forEach((layer, l) => {
        const units = layer.length / at.length
        for (let unit = 0; unit < units; unit++) at.forEach((p, i) => (layers![l]![unit * length + p] = layer[unit * at.length + i]!))
      })
    })
    return layers ?? []
  }

  loss(): never {
    throw notTrained()
  }
  gradient(): never {
    throw notTrained()
  }
  rowValues(): never {
    throw notTrained()
  }
  jacobian(): never {
    throw notTrained()
  }
  jacobianColumns(): never {
    throw notTrained()
  }
  jv(): never {
    throw notTrained()
  }
  jtw(): never {
    throw notTrained()
  }

  private deal(group: number, take: (engine: Engine, at: readonly number[]) => void): void {
    const axes = this.bindings.points[group]!
    this.pieces.forEach(({ window, bound }, k) => {
      const at: number[] = []
      axes[this.axis]!.forEach((t, p) => {
        const first = k === 0 || t >= window.from
        const last = t < window.to || (k === this.pieces.length - 1 && t <= window.to)
        if (first && last) at.push(p)
      })
      if (at.length === 0) return
      const own = axes.map((axis) => Float64Array.from(at, (p) => axis[p]!))
      const points = bound.bindings.points.map((values, index) => (index === group ? own : values))
      take(new Interpreter(bound.built.plan, { ...bound.bindings, points }), at)
    })
  }
}

function notTrained(): LabError {
  return new LabError('internal', 'A solution in windows is not trained as a whole.', 'This is a defect of the lab: please report it.')
}
