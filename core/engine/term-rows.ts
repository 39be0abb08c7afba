import { adjoints } from '../autodiff/differentiate.ts'
import type { Graph, Id } from '../autodiff/graph.ts'
import type { Row } from '../autodiff/operation.ts'
import { LabError } from '../errors.ts'
import { BLOCK } from './block.ts'
import { trainedLeaves, type BoundTaps, type TapRead } from './bound-taps.ts'
import type { Executable } from './executable.ts'
import type { Bindings, Plan, Term } from './plan.ts'
import { transformed } from './transform.ts'

/**
 * One term of the loss as rows of a least-squares problem: at point i the row is rho_i = sqrt(weight * pointWeight_i / n) * r_i, so that
 * weight * mean(pointWeight * r^2) = |rho|^2. The derivative of a row by the trained leaves (the network's derivatives at the taps, trained
 * numbers) is one reverse sweep of the residual's graph with seed 1; from there it goes through the network per point (a row of the
 * Jacobian) or summed with a weight per point (J^T w). A shared tap adds (d r / d tap) times the tap's own row.
 */
export class TermRows {
  private readonly plan: Plan
  private readonly term: Term
  private readonly taps: BoundTaps
  private readonly bindings: Bindings
  private readonly count: number
  private readonly program: Executable
  private readonly reads: (TapRead & { root: number })[] = []
  private readonly trainables: { trainable: number; root: number }[] = []
  private readonly scratch: Row

  constructor(
    plan: Plan,
    graph: Graph,
    term: Term,
    taps: BoundTaps,
    bindings: Bindings,
    count: number,
    bind: (roots: readonly Id[]) => Executable,
    scratch: Row
  ) {
    this.plan = plan
    this.term = term
    this.taps = taps
    this.bindings = bindings
    this.count = count
    this.scratch = scratch
    const { residual, pointWeight } = term
    const trained = trainedLeaves(graph, [residual])
    const adjoint = adjoints(graph, [{ id: residual, adjoint: graph.constant(1) }], trained)
    const one = graph.constant(1)
    const column = pointWeight === undefined ? one : graph.leaf({ op: 'column', column: pointWeight })
    this.program = bind([residual, column, ...trained.map((id) => adjoint.get(id) ?? graph.constant(0))])
    trained.forEach((id, k) => {
      const node = graph.node(id)
      if (node.op === 'network') this.reads.push({ tap: node.tap, order: node.order, output: node.output, root: 2 + k })
      if (node.op === 'trainable') this.trainables.push({ trainable: node.trainable, root: 2 + k })
    })
  }

  /** rho at every point. */
  values(out: Float64Array): void {
    this.taps.forward(true, 0, 1)
    for (let from = 0, b = 0; from < this.count; from += BLOCK, b++) {
      const n = Math.min(BLOCK, this.count - from)
      this.taps.forward(false, from, n)
      const rows = this.program.run(b, n)
      const factors = this.factors(rows[1]!, n)
      for (let p = 0; p < n; p++) out[from + p] = factors[p]! * rows[0]![p]!
    }
  }

  /** Rows from..to-1 of the Jacobian, each with one entry per parameter; `out` is overwritten. */
  jacobian(out: Float64Array, from: number, to: number): void {
    const parameters = this.bindings.parameters.length
    this.taps.forward(true, 0, 1)
    const sharedRows = this.sharedRows()
    const block = new Float64Array(Math.min(BLOCK, this.count) * parameters)
    for (let b = Math.floor(from / BLOCK); b * BLOCK < to; b++) {
      const start = b * BLOCK
      const n = Math.min(BLOCK, this.count - start)
      const rows = this.pass(b, n)
      block.fill(0)
      this.taps.clearBars(false)
      for (const read of this.reads) if (!this.taps.isShared(read.tap)) this.taps.setBar(read, rows[read.root]!, n)
      this.taps.backwardRows(n, block, parameters)
      for (const { root, row } of sharedRows)
        for (let p = 0; p < n; p++) {
          const adjoint = rows[root]![p]!
          for (let i = 0; i < parameters; i++) block[p * parameters + i]! += adjoint * row[i]!
        }
      for (const { trainable, root } of this.trainables) {
        const { offset, slope } = this.slope(trainable)
        for (let p = 0; p < n; p++) block[p * parameters + offset]! += rows[root]![p]! * slope
      }
      const factors = this.factors(rows[1]!, n)
      for (let p = Math.max(0, from - start); p < n && start + p < to; p++) {
        const at = (start + p - from) * parameters
        for (let i = 0; i < parameters; i++) out[at + i] = factors[p]! * block[p * parameters + i]!
      }
    }
  }

  /** Adds the sum over the points of w_i times row i to `out`. */
  transposed(w: Float64Array, out: Float64Array): void {
    this.taps.clearBars(true)
    this.taps.forward(true, 0, 1)
    const { scratch } = this
    for (let from = 0, b = 0; from < this.count; from += BLOCK, b++) {
      const n = Math.min(BLOCK, this.count - from)
      const rows = this.pass(b, n)
      const factors = this.factors(rows[1]!, n)
      this.taps.clearBars(false)
      for (const read of this.reads) {
        for (let p = 0; p < n; p++) scratch[p] = w[from + p]! * factors[p]! * rows[read.root]![p]!
        this.taps.setBar(read, scratch, n)
      }
      this.taps.backward(false, n, out)
      for (const { trainable, root } of this.trainables) {
        const { offset, slope } = this.slope(trainable)
        for (let p = 0; p < n; p++) out[offset]! += w[from + p]! * factors[p]! * rows[root]![p]! * slope
      }
    }
    this.taps.backward(true, 1, out)
  }

  private pass(b: number, n: number): readonly Row[] {
    this.taps.forward(false, b * BLOCK, n)
    return this.program.run(b, n)
  }

  /** d (read) / d (parameters) of every shared tap that the residual reads: the same at all points. */
  private sharedRows(): { root: number; row: Float64Array }[] {
    return this.reads
      .filter(({ tap }) => this.taps.isShared(tap))
      .map((read) => {
        const row = new Float64Array(this.bindings.parameters.length)
        this.taps.clearBars(true)
        this.taps.setBar(read, Float64Array.of(1), 1)
        this.taps.backward(true, 1, row)
        return { root: read.root, row }
      })
  }

  private slope(trainable: number): { offset: number; slope: number } {
    const { offset, ...kind } = this.plan.trainables[trainable]!
    return { offset, slope: transformed(kind, this.bindings.parameters[offset]!).slope }
  }

  /** sqrt(weight * pointWeight / n) at the points of a block; refuses negative weights. */
  private factors(pointWeights: Row, n: number): Float64Array {
    const weight = this.bindings.scalars[this.term.weight]!
    const factors = new Float64Array(n)
    for (let p = 0; p < n; p++) {
      const squared = (weight * pointWeights[p]!) / this.count
      if (squared < 0) throw negativeWeight(this.term.name)
      factors[p] = Math.sqrt(squared)
    }
    return factors
  }
}

/** Rows are square roots of weights. */
export function negativeWeight(term: string): LabError {
  return new LabError(
    'weight-negative',
    `The weight of ${term} is negative: its part of the loss is not a sum of squares`,
    'Give it a weight of at least 0, or train with adam or gd.'
  )
}
