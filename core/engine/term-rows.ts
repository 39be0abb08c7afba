import { adjoints } from '../autodiff/differentiate.ts'
import { isLeaf, type Graph, type Id } from '../autodiff/graph.ts'
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
 * Jacobian) or summed with a weight per point (J^T w). What is the same at all points because it reads shared taps alone, such as an integral,
 * has one row of its own, and adds (d r / d it) times that.
 */
export class TermRows {
  private readonly plan: Plan
  private readonly term: Term
  private readonly taps: BoundTaps
  private readonly bindings: Bindings
  private readonly count: number
  private readonly program: Executable
  private readonly all: Trained
  /** of the Jacobian: the residual's derivatives by what is trained at each point, and by what is common to all points */
  private readonly rowProgram: Executable
  private readonly own: Trained
  private readonly common: readonly Common[]
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
    this.all = readsOf(graph, trained, 2)
    const shared = sharedNodes(graph, residual, (tap) => taps.isShared(tap))
    const frontier = frontierOf(graph, residual, shared)
    const direct = trained.filter((id) => !shared.has(id))
    const wanted = [...direct, ...frontier]
    const partial = adjoints(graph, [{ id: residual, adjoint: graph.constant(1) }], wanted, (id) => shared.has(id))
    this.rowProgram = bind([residual, column, ...wanted.map((id) => partial.get(id) ?? graph.constant(0))])
    this.own = readsOf(graph, direct, 2)
    this.common = frontier.map((id, k) => {
      const below = trainedLeaves(graph, [id])
      const inner = adjoints(graph, [{ id, adjoint: graph.constant(1) }], below)
      return {
        root: 2 + direct.length + k,
        program: bind(below.map((leaf) => inner.get(leaf) ?? graph.constant(0))),
        ...readsOf(graph, below, 0)
      }
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
    const commonRows = this.commonRows()
    const block = new Float64Array(Math.min(BLOCK, this.count) * parameters)
    for (let b = Math.floor(from / BLOCK); b * BLOCK < to; b++) {
      const start = b * BLOCK
      const n = Math.min(BLOCK, this.count - start)
      this.taps.forward(false, start, n)
      const rows = this.rowProgram.run(b, n)
      block.fill(0)
      this.taps.clearBars(false)
      for (const read of this.own.reads) this.taps.setBar(read, rows[read.root]!, n)
      this.taps.backwardRows(n, block, parameters)
      for (const { root, row } of commonRows)
        for (let p = 0; p < n; p++) {
          const adjoint = rows[root]![p]!
          for (let i = 0; i < parameters; i++) block[p * parameters + i]! += adjoint * row[i]!
        }
      for (const { trainable, root } of this.own.trainables) {
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
      for (const read of this.all.reads) {
        for (let p = 0; p < n; p++) scratch[p] = w[from + p]! * factors[p]! * rows[read.root]![p]!
        this.taps.setBar(read, scratch, n)
      }
      this.taps.backward(false, n, out)
      for (const { trainable, root } of this.all.trainables) {
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

  /** d (it) / d (parameters) of all that is the same at all points. */
  private commonRows(): { root: number; row: Float64Array }[] {
    return this.common.map(({ root, program, reads, trainables }) => {
      const row = new Float64Array(this.bindings.parameters.length)
      const partials = program.run(0, 1)
      this.taps.clearBars(true)
      for (const read of reads) this.taps.setBar(read, partials[read.root]!, 1)
      this.taps.backward(true, 1, row)
      for (const { trainable, root: at } of trainables) {
        const { offset, slope } = this.slope(trainable)
        row[offset]! += partials[at]![0]! * slope
      }
      return { root, row }
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

/** What is trained, with the root of a program that is the derivative by it. */
interface Trained {
  reads: (TapRead & { root: number })[]
  trainables: { trainable: number; root: number }[]
}

/** A value that is the same at all points: the root that is the residual's derivative by it, and the program of its own derivatives. */
interface Common extends Trained {
  root: number
  program: Executable
}

function readsOf(graph: Graph, leaves: readonly Id[], first: number): Trained {
  const trained: Trained = { reads: [], trainables: [] }
  leaves.forEach((id, k) => {
    const node = graph.node(id)
    if (node.op === 'network') trained.reads.push({ tap: node.tap, order: node.order, output: node.output, root: first + k })
    if (node.op === 'trainable') trained.trainables.push({ trainable: node.trainable, root: first + k })
  })
  return trained
}

/** The nodes that read networks, and at shared taps alone: they have the same value at all points. */
function sharedNodes(graph: Graph, root: Id, isShared: (tap: number) => boolean): Set<Id> {
  const [shared, varying] = [new Set<Id>(), new Set<Id>()]
  for (const id of graph.reachable([root])) {
    const node = graph.node(id)
    if (!isLeaf(node)) {
      if (node.args.some((arg) => varying.has(arg))) varying.add(id)
      else if (node.args.some((arg) => shared.has(arg))) shared.add(id)
    } else if (node.op === 'network') (isShared(node.tap) ? shared : varying).add(id)
    else if (node.op === 'column' || node.op === 'coordinate') varying.add(id)
  }
  return shared
}

/** Those of them that others than themselves use. */
function frontierOf(graph: Graph, root: Id, shared: ReadonlySet<Id>): Id[] {
  if (shared.has(root)) return [root]
  const used = graph.reachable([root]).flatMap((id) => {
    const node = graph.node(id)
    return isLeaf(node) || shared.has(id) ? [] : node.args.filter((arg) => shared.has(arg))
  })
  return [...new Set(used)]
}

/** Rows are square roots of weights. */
export function negativeWeight(term: string): LabError {
  return new LabError(
    'weight-negative',
    `The weight of ${term} is negative: its part of the loss is not a sum of squares`,
    'Give it a weight of at least 0, or train with adam or gd.'
  )
}
