import { adjoints } from '../autodiff/differentiate.ts'
import { mul } from '../autodiff/fold.ts'
import { Graph, type Id, type Leaf, type Node, type Order } from '../autodiff/graph.ts'
import type { Row } from '../autodiff/operation.ts'
import { LabError } from '../errors.ts'
import { sameOrder } from './channels.ts'
import { hoistedValues } from './hoisted.ts'
import type { Bindings, Engine, Group, Plan } from './plan.ts'
import { compileProgram, makeRows, runProgram, type Program } from './program.ts'
import { TapRunner } from './tap-runner.ts'

/** Points per block: its state (all layers, all channels) stays in cache. Part of what makes two runs equal bit for bit. */
export const BLOCK = 64

/**
 * The plain-TypeScript engine: interprets a Plan over typed arrays, a block of points at a time. It is the oracle of the
 * compiled engine's tests and the engine where WebAssembly is not available.
 */
export class Interpreter implements Engine {
  private readonly plan: Plan
  private readonly bindings: Bindings
  private readonly weights: Row
  private readonly groups = new Map<number, GroupRunner>()

  constructor(plan: Plan, bindings: Bindings) {
    this.plan = plan
    this.bindings = bindings
    this.weights = plan.precision === 'float32' ? new Float32Array(bindings.parameters.length) : bindings.parameters
  }

  loss(): { total: number; terms: Float64Array } {
    return this.sum(undefined)
  }

  gradient(out: Float64Array): { total: number; terms: Float64Array } {
    out.fill(0)
    return this.sum(out)
  }

  residuals(group: number, term: number, out: Float64Array): void {
    this.refresh()
    this.group(group).residuals(term, out)
  }

  evaluate(group: number, out: readonly Float64Array[]): void {
    this.refresh()
    this.group(group).evaluate(out)
  }

  /** Activations of every hidden layer at the points of a group (its first tap), [unit][point] each. */
  activations(group: number): Float64Array[] {
    this.refresh()
    return this.group(group).activations()
  }

  private sum(gradient: Float64Array | undefined): { total: number; terms: Float64Array } {
    this.refresh()
    const training = this.plan.groups.flatMap((group, index) => (group.role === 'train' ? [this.group(index)] : []))
    const terms = new Float64Array(training.reduce((n, runner) => n + runner.group.terms.length, 0))
    let total = 0
    let at = 0
    for (const runner of training) {
      runner.terms(terms.subarray(at, at + runner.group.terms.length), gradient)
      for (const term of runner.group.terms) total += this.bindings.scalars[term.weight]! * terms[at++]!
    }
    return { total, terms }
  }

  /** Groups are made when they are first asked for: most runs never look at most of them. */
  private group(index: number): GroupRunner {
    const known = this.groups.get(index)
    if (known !== undefined) return known
    const { precision } = this.plan
    const makeRow = (length: number): Row => (precision === 'float32' ? new Float32Array(length) : new Float64Array(length))
    const made = new GroupRunner(this.plan, this.plan.groups[index]!, index, this.bindings, this.weights, makeRow)
    this.groups.set(index, made)
    return made
  }

  private refresh(): void {
    if (this.weights !== this.bindings.parameters) this.weights.set(this.bindings.parameters)
  }
}

interface Bound {
  runner: TapRunner
  /** embedding at all points: [channel][input], one array of points each */
  embedding: Float64Array[][]
}

/** One group of points: taps forward, residual program, taps backward, block by block. */
class GroupRunner {
  readonly group: Group
  private readonly count: number
  private readonly taps: Map<number, Bound>
  private readonly training: Executable
  private readonly view: Executable
  private readonly trainables: { offset: number; root: number }[]

  constructor(plan: Plan, group: Group, index: number, bindings: Bindings, weights: Row, makeRow: (length: number) => Row) {
    this.group = group
    const points = bindings.points[index]!
    this.count = points[0]?.length ?? 0
    const capacity = Math.min(BLOCK, Math.max(1, this.count))
    const graph = graphOf(plan.nodes)
    const hoisted = hoistedValues(plan, graph, group, bindings, points)
    this.taps = new Map(
      group.taps.map((tap) => {
        const { network: n, at, channels } = plan.taps[tap]!
        const network = plan.networks[n]!
        const where = at === 'own' ? points : hoisted.at(at)
        const orders = channels.map((channel) => {
          if ('sum' in channel)
            throw new LabError('not-built', 'The interpreter does not carry collapsed channels.', 'List the derivatives one by one.')
          return channel.order
        })
        return [
          tap,
          {
            runner: new TapRunner(network, plan.blocks, orders, capacity, weights, makeRow),
            embedding: hoisted.embedding(network, orders, where)
          }
        ]
      })
    )

    // 2 w / n * r (times the point's weight) is the adjoint of each residual: the seed of the reverse sweep
    const terms = group.terms
    const used = graph.reachable(terms.map((term) => term.residual)).filter((id) => ['network', 'trainable'].includes(graph.node(id).op))
    const seeds = terms.map((term, k) => {
      const weighted =
        term.pointWeight === undefined ? term.residual : mul(graph, graph.leaf({ op: 'column', column: term.pointWeight }), term.residual)
      return { id: term.residual, adjoint: mul(graph, graph.leaf({ op: 'seed', seed: k }), weighted) }
    })
    const adjoint = adjoints(graph, seeds, used)
    const zero = graph.constant(0)
    const adjointRoots = used.map((id) => adjoint.get(id) ?? zero)
    const seedValues = terms.map((term) => (2 * bindings.scalars[term.weight]!) / this.count)
    const bind = (roots: readonly Id[]) =>
      new Executable(graph, roots, this.taps, plan, bindings, hoisted.columns, seedValues, capacity, this.count, makeRow)
    this.training = bind([...terms.map((term) => term.residual), ...weightedSquares(graph, group), ...adjointRoots])
    this.view = bind(group.outputs.map((output) => output.node))

    const first = 2 * terms.length
    this.trainables = []
    used.forEach((id, k) => {
      const node = graph.node(id)
      const root = first + k
      if (node.op === 'trainable') {
        const { offset, transform, name } = plan.trainables[node.trainable]!
        if (transform !== 'none') throw new LabError('not-built', `The transform of ${name} is not built yet.`, 'Leave out its bounds.')
        this.trainables.push({ offset, root })
      } else if (node.op === 'network') this.adjointRows.push({ tap: node.tap, order: node.order, output: node.output, root })
    })
  }

  private readonly adjointRows: { tap: number; order: Order; output: number; root: number }[] = []

  /** Mean square of each term into `out`; with `gradient`, adds the derivative of the weighted sum. */
  terms(out: Float64Array, gradient: Float64Array | undefined): void {
    const terms = this.group.terms.length
    out.fill(0)
    for (let from = 0, b = 0; from < this.count; from += BLOCK, b++) {
      const n = Math.min(BLOCK, this.count - from)
      this.forward(from, n)
      const rows = this.training.run(b, n)
      for (let k = 0; k < terms; k++) {
        const squares = rows[terms + k]!
        let sum = 0
        for (let p = 0; p < n; p++) sum += squares[p]!
        out[k]! += sum
      }
      if (gradient !== undefined) this.backward(rows, n, gradient)
    }
    for (let k = 0; k < terms; k++) out[k]! /= this.count
  }

  residuals(term: number, out: Float64Array): void {
    this.blocks(this.training, (rows, from, n) => out.set(rows[term]!.subarray(0, n), from))
  }

  evaluate(out: readonly Float64Array[]): void {
    this.blocks(this.view, (rows, from, n) => out.forEach((array, k) => array.set(rows[k]!.subarray(0, n), from)))
  }

  activations(): Float64Array[] {
    const [tap] = this.taps.keys()
    const { runner, embedding } = this.taps.get(tap!)!
    const widths = runner.widths
    const out = widths.map((width) => new Float64Array(width * this.count))
    for (let from = 0; from < this.count; from += BLOCK) {
      const n = Math.min(BLOCK, this.count - from)
      load(runner, embedding, from, n)
      runner.forward(n)
      widths.forEach((width, l) => {
        const rows = runner.activations(l)
        for (let unit = 0; unit < width; unit++) out[l]!.set(rows.subarray(unit * n, unit * n + n), unit * this.count + from)
      })
    }
    return out
  }

  private blocks(program: Executable, take: (rows: readonly Row[], from: number, n: number) => void): void {
    for (let from = 0, b = 0; from < this.count; from += BLOCK, b++) {
      const n = Math.min(BLOCK, this.count - from)
      this.forward(from, n)
      take(program.run(b, n), from, n)
    }
  }

  private forward(from: number, n: number): void {
    for (const { runner, embedding } of this.taps.values()) {
      load(runner, embedding, from, n)
      runner.forward(n)
    }
  }

  private backward(rows: readonly Row[], n: number, gradient: Float64Array): void {
    for (const { runner } of this.taps.values()) for (const row of runner.outputBar) row.fill(0)
    for (const { tap, order, output, root } of this.adjointRows) {
      const { runner } = this.taps.get(tap)!
      const to = runner.outputBar[channelOf(runner.channels, order)]!
      to.set(rows[root]!.subarray(0, n), output * n)
    }
    for (const { runner } of this.taps.values()) runner.backward(n, gradient)
    for (const { offset, root } of this.trainables) {
      const row = rows[root]!
      for (let p = 0; p < n; p++) gradient[offset]! += row[p]!
    }
  }
}

/** A program with its rows bound: network leaves to the taps, columns and coordinates to the blocks of their arrays. */
class Executable {
  private readonly program: Program
  private readonly rows: Row[]
  private readonly perBlock: { row: number; values: Row[] }[] = []
  private readonly fromTaps: { row: number; source: Row; output: number }[] = []

  constructor(
    graph: Graph,
    roots: readonly Id[],
    taps: ReadonlyMap<number, Bound>,
    plan: Plan,
    bindings: Bindings,
    columns: readonly (Float64Array | undefined)[],
    seeds: readonly number[],
    capacity: number,
    count: number,
    makeRow: (length: number) => Row
  ) {
    this.program = compileProgram(graph, roots)
    this.rows = makeRows(this.program, capacity, makeRow)
    const constantRow = (value: number): Row => makeRow(capacity).fill(value)
    for (const { leaf, row } of this.program.inputs) {
      switch (leaf?.op) {
        case 'network': {
          const { runner } = taps.get(leaf.tap)!
          this.fromTaps.push({ row, source: runner.output[channelOf(runner.channels, leaf.order)]!, output: leaf.output })
          break
        }
        case 'column':
          this.perBlock.push({ row, values: split(columns[leaf.column]!, count, makeRow) })
          break
        case 'scalar':
          this.rows[row] = constantRow(bindings.scalars[leaf.scalar]!)
          break
        case 'seed':
          this.rows[row] = constantRow(seeds[leaf.seed]!)
          break
        case 'trainable': {
          const { offset } = plan.trainables[leaf.trainable]!
          const own = makeRow(capacity)
          this.rows[row] = own
          this.trainables.push({ row: own, value: () => bindings.parameters[offset]! })
          break
        }
        default:
          throw unsupportedLeaf(leaf)
      }
    }
  }

  private readonly trainables: { row: Row; value: () => number }[] = []

  /** Rows of the roots for block b of n points. */
  run(b: number, n: number): readonly Row[] {
    for (const { row, values } of this.perBlock) this.rows[row] = values[b]!
    for (const { row, source, output } of this.fromTaps)
      this.rows[row] = output === 0 ? source : source.subarray(output * n, output * n + n)
    for (const { row, value } of this.trainables) row.fill(value())
    runProgram(this.program, this.rows, n)
    return this.program.outputs.map((row) => this.rows[row]!)
  }
}

function unsupportedLeaf(leaf: Leaf | undefined): LabError {
  return new LabError(
    'not-built',
    `The interpreter does not evaluate ${leaf?.op ?? 'this'} in a residual.`,
    'State the problem without it.'
  )
}

/** pointWeight * residual^2 per term: what the mean is taken of. */
function weightedSquares(graph: Graph, group: Group): Id[] {
  return group.terms.map(({ residual, pointWeight }) => {
    const square = mul(graph, residual, residual)
    return pointWeight === undefined ? square : mul(graph, graph.leaf({ op: 'column', column: pointWeight }), square)
  })
}

export function graphOf(nodes: readonly Node[]): Graph {
  const graph = new Graph()
  for (const node of nodes) {
    if ('args' in node) graph.apply(node.op, ...node.args)
    else graph.leaf(node)
  }
  return graph
}

function channelOf(channels: readonly Order[], order: Order): number {
  return channels.findIndex((other) => sameOrder(other, order))
}

function split(values: Float64Array, count: number, makeRow: (length: number) => Row): Row[] {
  const row = makeRow(count)
  row.set(values)
  return Array.from({ length: Math.ceil(count / BLOCK) }, (_, b) => row.subarray(b * BLOCK, Math.min(count, (b + 1) * BLOCK)))
}

function load(runner: TapRunner, embedding: Float64Array[][], from: number, n: number): void {
  embedding.forEach((inputs, c) => {
    const row = runner.input[c]!
    for (let k = 0; k < inputs.length; k++) {
      const values = inputs[k]!
      const to = k * n
      for (let p = 0; p < n; p++) row[to + p] = values[from + p]!
    }
  })
}
