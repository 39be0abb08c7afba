import { adjoints } from '../autodiff/differentiate.ts'
import { mul } from '../autodiff/fold.ts'
import { Graph, type Id } from '../autodiff/graph.ts'
import type { Row } from '../autodiff/operation.ts'
import { BLOCK } from './block.ts'
import { BoundTaps, trainedLeaves, type TapRead } from './bound-taps.ts'
import { Executable, type Sources } from './executable.ts'
import { hoistedValues } from './hoisted.ts'
import type { Bindings, Group, Plan } from './plan.ts'
import { TermRows } from './term-rows.ts'
import { transformed } from './transform.ts'

/** One group of points: taps forward, residual program, taps backward, block by block. Shared taps once around all blocks. */
export class GroupRunner {
  readonly group: Group
  readonly count: number
  private readonly taps: BoundTaps
  private readonly training: Executable
  private readonly view: Executable
  /** roots of the training program that are adjoints of network leaves and of trained numbers */
  private readonly networkAdjoints: (TapRead & { root: number })[] = []
  private readonly trainableAdjoints: { trainable: number; root: number }[] = []
  private readonly plan: Plan
  private readonly bindings: Bindings
  /** the least-squares view of a term, made when it is first asked for */
  private readonly rowsOf: (term: number) => TermRows

  constructor(
    plan: Plan,
    group: Group,
    points: readonly Float64Array[],
    bindings: Bindings,
    weights: Row,
    makeRow: (length: number) => Row
  ) {
    this.group = group
    this.plan = plan
    this.bindings = bindings
    this.count = points[0]?.length ?? 0
    const capacity = Math.min(BLOCK, Math.max(1, this.count))
    const graph = graphOf(plan)
    const hoisted = hoistedValues(plan, graph, group, bindings, points)
    this.taps = new BoundTaps(plan, group, points, hoisted, capacity, weights, makeRow)

    const { terms, outputs } = group
    const residuals = terms.map((term) => term.residual)
    const trained = trainedLeaves(graph, residuals)
    // 2 w / n * (the point's weight) * r is the adjoint of each residual: the seed of the reverse sweep
    const weighted = terms.map(({ residual, pointWeight }) =>
      pointWeight === undefined ? residual : mul(graph, graph.leaf({ op: 'column', column: pointWeight }), residual)
    )
    const seeds = terms.map(({ residual }, k) => ({ id: residual, adjoint: mul(graph, graph.leaf({ op: 'seed', seed: k }), weighted[k]!) }))
    const adjoint = adjoints(graph, seeds, trained)
    // the residual's square, and where points have weights that with them
    const squares = terms.map(({ residual }) => mul(graph, residual, residual))
    const weightedSquares = terms.map(({ residual }, k) => mul(graph, weighted[k]!, residual))
    const sources = this.sources(hoisted.columns)
    const bind = (roots: readonly Id[]): Executable => new Executable(graph, roots, sources, capacity, this.count, makeRow)
    this.training = bind([...residuals, ...squares, ...weightedSquares, ...trained.map((id) => adjoint.get(id) ?? graph.constant(0))])
    this.view = bind(outputs.map((output) => output.node))
    trained.forEach((id, k) => {
      const node = graph.node(id)
      const root = 3 * terms.length + k
      if (node.op === 'network') this.networkAdjoints.push({ tap: node.tap, order: node.order, output: node.output, root })
      if (node.op === 'trainable') this.trainableAdjoints.push({ trainable: node.trainable, root })
    })
    const made = new Map<number, TermRows>()
    this.rowsOf = (term) => {
      const known = made.get(term) ?? new TermRows(plan, graph, terms[term]!, this.taps, bindings, this.count, bind, makeRow(capacity))
      made.set(term, known)
      return known
    }
  }

  /**
   * Mean square of each term into `out`; with `gradient`, adds the derivative of the weighted sum. Returns that sum, with the weights of the
   * terms and of their points.
   */
  terms(out: Float64Array, gradient: Float64Array | undefined): number {
    const { terms: list } = this.group
    const terms = list.length
    const weighted = new Float64Array(terms)
    out.fill(0)
    if (gradient !== undefined) this.taps.clearBars(true)
    this.blocks(this.training, (rows, _from, n) => {
      for (let k = 0; k < terms; k++) {
        out[k]! += sumOf(rows[terms + k]!, n)
        if (list[k]!.pointWeight !== undefined) weighted[k]! += sumOf(rows[2 * terms + k]!, n)
      }
      if (gradient !== undefined) this.backward(rows, n, gradient)
    })
    if (gradient !== undefined) this.taps.backward(true, 1, gradient)
    return list.reduce((total, { weight, pointWeight }, k) => {
      out[k]! /= this.count
      return total + this.bindings.scalars[weight]! * (pointWeight === undefined ? out[k]! : weighted[k]! / this.count)
    }, 0)
  }

  /** One term as rows of a least-squares problem: its weighted residuals and their derivatives. */
  rows(term: number): TermRows {
    return this.rowsOf(term)
  }

  residuals(term: number, out: Float64Array): void {
    this.blocks(this.training, (rows, from, n) => out.set(rows[term]!.subarray(0, n), from))
  }

  evaluate(out: readonly Float64Array[]): void {
    this.blocks(this.view, (rows, from, n) => out.forEach((array, k) => array.set(rows[k]!.subarray(0, n), from)))
  }

  /** Activations of every hidden layer of a network at the points, read at the first tap that has it: [unit][point] each. */
  activations(network: number): Float64Array[] {
    const widths = this.taps.widths(network)
    const out = widths.map((width) => new Float64Array(width * this.count))
    for (let from = 0; from < this.count; from += BLOCK) {
      const n = Math.min(BLOCK, this.count - from)
      const runner = this.taps.first(network, from, n)
      widths.forEach((width, l) => {
        const rows = runner.activations(l)
        for (let unit = 0; unit < width; unit++) out[l]!.set(rows.subarray(unit * n, unit * n + n), unit * this.count + from)
      })
    }
    return out
  }

  private blocks(program: Executable, take: (rows: readonly Row[], from: number, n: number) => void): void {
    this.taps.forward(true, 0, 1)
    for (let from = 0, b = 0; from < this.count; from += BLOCK, b++) {
      const n = Math.min(BLOCK, this.count - from)
      this.taps.forward(false, from, n)
      take(program.run(b, n), from, n)
    }
  }

  private backward(rows: readonly Row[], n: number, gradient: Float64Array): void {
    this.taps.clearBars(false)
    for (const read of this.networkAdjoints) this.taps.setBar(read, rows[read.root]!, n)
    this.taps.backward(false, n, gradient)
    for (const { trainable, root } of this.trainableAdjoints) {
      const { offset, ...kind } = this.plan.trainables[trainable]!
      const { slope } = transformed(kind, this.bindings.parameters[offset]!)
      const adjoint = rows[root]!
      for (let p = 0; p < n; p++) gradient[offset]! += adjoint[p]! * slope
    }
  }

  private sources(columns: readonly (Float64Array | undefined)[]): Sources {
    const { plan, bindings, group } = this
    return {
      network: (leaf) => this.taps.source(leaf),
      column: (index) => columns[index]!,
      changes: (index) => group.terms.some(({ pointWeight }) => pointWeight === index),
      scalar: (index) => bindings.scalars[index]!,
      seed: (index) => (2 * bindings.scalars[group.terms[index]!.weight]!) / this.count,
      trainable: (index) => {
        const { offset, ...kind } = plan.trainables[index]!
        return transformed(kind, bindings.parameters[offset]!).value
      }
    }
  }
}

function sumOf(row: Row, n: number): number {
  let sum = 0
  for (let p = 0; p < n; p++) sum += row[p]!
  return sum
}

export function graphOf({ nodes }: Plan): Graph {
  const graph = new Graph()
  for (const node of nodes) {
    if ('args' in node) graph.apply(node.op, ...node.args)
    else graph.leaf(node)
  }
  return graph
}
