import type { Graph } from '../../autodiff/graph.ts'
import { graphOf } from '../group-runner.ts'
import { Interpreter } from '../interpreter.ts'
import type { Bindings, Engine, Plan, Term } from '../plan.ts'
import { negativeWeight } from '../term-rows.ts'
import { Partner } from '../threads/partner.ts'
import { compilePasses } from './compile.ts'
import { GroupData } from './group-data.ts'
import { chunkPoints, Instance, type RowsPlace, type Share } from './instance.ts'
import { apartPass, lossPass, seedColumn, transposedPass, valuePass, type Apart, type Pass } from './pass.ts'
import type { Target } from './shape.ts'

/**
 * Points times parameters from which on a step is made of two shares: some 0.1 ms. Without a second thread that costs 2 %; but 10 to 20
 * microseconds where the second share's gradient must be summed apart, so that only steps four times as long are split there.
 */
const SPLIT = 500_000
const SPLIT_APART = 2_000_000

/** What a step asks of a group, made once. */
interface GroupWork {
  terms: readonly Term[]
  count: number
  /** by term; written at every step */
  seeds: Float64Array
  /** the points' weights, which change in place */
  columns: ReadonlyMap<number, Float64Array>
  /** numbers that the group's pass sums over the points */
  sums: number
}

/**
 * The compiled engine: each Plan becomes a WebAssembly module of its own (emit.ts), in which a block of points goes through
 * networks, residual and reverse sweep before the next. Agrees with the interpreter up to rounding.
 */
export class CompiledEngine implements Engine {
  readonly target: Target
  private readonly plan: Plan
  private readonly bindings: Bindings
  private readonly graph: Graph
  private readonly data = new Map<number, GroupData>()
  private readonly instances = new Map<string, Instance>()
  private readonly training: readonly number[]
  private readonly termCount: number
  private readonly sumCount: number
  /** whether sums over the points are made in two shares, whatever the number of threads: so that their bits do not depend on it */
  private readonly splits: boolean
  /** whether each share's gradient is added once, to what stands there: a sum of two, whose bits do not depend on where it is made */
  private readonly addsOnce: boolean
  private partner: Partner | undefined
  private second: { sums: Float64Array; gradient: Float64Array } | undefined
  private interpreter: Interpreter | undefined
  private work: readonly GroupWork[] | undefined

  constructor(plan: Plan, bindings: Bindings, target: Target) {
    this.plan = plan
    this.bindings = bindings
    this.target = target
    this.graph = graphOf(plan)
    this.training = plan.groups.flatMap(({ role }, group) => (role === 'train' ? [group] : []))
    const terms = this.training.flatMap((group) => plan.groups[group]!.terms)
    this.termCount = terms.length
    this.sumCount = terms.reduce((sum, { pointWeight }) => sum + (pointWeight === undefined ? 1 : 2), 0)
    const points = this.training.reduce((sum, group) => sum + this.count(group), 0)
    this.addsOnce = this.training.length === 1 && points <= chunkPoints(plan.precision) && plan.taps.every(({ shared }) => !shared)
    this.splits = points * bindings.parameters.length >= (this.addsOnce ? SPLIT : SPLIT_APART)
  }

  loss(): { total: number; terms: Float64Array } {
    return this.sum(undefined)
  }

  gradient(out: Float64Array): { total: number; terms: Float64Array } {
    // the first group's gradient is put there whole
    if (this.training.length === 0) out.fill(0)
    return this.sum(out)
  }

  get rows(): number {
    return this.training.reduce((sum, group) => sum + this.plan.groups[group]!.terms.length * this.count(group), 0)
  }

  rowValues(out: Float64Array): void {
    const instance = this.ready('rows', (graph) => this.training.map((group) => this.residualsOf(graph, group)))
    let at = 0
    this.training.forEach((group, pass) => {
      instance.run(pass)
      const count = this.count(group)
      this.plan.groups[group]!.terms.forEach((term, k) => {
        const rows = out.subarray(at, (at += count))
        instance.read(pass, k, rows)
        const factors = this.factors(group, term)
        for (let p = 0; p < count; p++) rows[p]! *= factors[p]!
      })
    })
  }

  jacobian(out: Float64Array, from = 0, to = this.rows): void {
    const parameters = this.bindings.parameters.length
    this.rowsInto({ out, byRow: parameters, byParameter: 1 }, from, to)
  }

  jacobianColumns(out: Float64Array): void {
    this.rowsInto({ out, byRow: 1, byParameter: this.rows }, 0, this.rows)
  }

  jv(v: Float64Array, out: Float64Array): void {
    const instance = this.ready('products', (graph) => this.apartPasses(graph, 'product'))
    this.eachTerm((pass, column, factors, at, count) => instance.runProducts(pass, column, factors(), v, out.subarray(at, at + count)))
  }

  jtw(w: Float64Array, out: Float64Array): void {
    const instance = this.ready('transposed', (graph) => this.training.map((group) => transposedPass(this.plan, graph, group)))
    out.fill(0)
    let at = 0
    this.training.forEach((group, k) => {
      const count = this.count(group)
      const columns = this.plan.groups[group]!.terms.map((term, t) => {
        const factors = this.factors(group, term)
        const own = w.subarray(at, (at += count))
        // 0 beyond the last point, where panels are filled up with what comes last
        const seeds = new Float64Array(count + 1)
        for (let p = 0; p < count; p++) seeds[p] = own[p]! * factors[p]!
        return [seedColumn(this.plan, t), seeds] as const
      })
      instance.run(k, { gradient: out, columns: new Map(columns) })
    })
  }

  residuals(group: number, term: number, out: Float64Array): void {
    const instance = this.ready(`residuals ${group}`, (graph) => [this.residualsOf(graph, group)])
    instance.run(0)
    instance.read(0, term, out)
  }

  evaluate(group: number, out: readonly Float64Array[]): void {
    const nodes = this.plan.groups[group]!.outputs.map((output) => output.node)
    const instance = this.ready(`outputs ${group}`, (graph) => [valuePass(this.plan, graph, group, nodes)])
    instance.run(0)
    out.forEach((array, slot) => instance.read(0, slot, array))
  }

  activations(group: number, network?: number): Float64Array[] {
    return this.oracle().activations(group, network)
  }

  private sum(gradient: Float64Array | undefined): { total: number; terms: Float64Array } {
    const sums = new Float64Array(this.sumCount)
    if (this.splits) this.inShares(sums, gradient)
    else this.addShare(undefined, sums, gradient)
    const { scalars } = this.bindings
    const means = new Float64Array(this.termCount)
    let [total, slot, at] = [0, 0, 0]
    for (const { terms, count } of this.work!)
      for (const term of terms) {
        const mean = sums[slot++]! / count
        means[at++] = mean
        total += scalars[term.weight]! * (term.pointWeight === undefined ? mean : sums[slot++]! / count)
      }
    return { total, terms: means }
  }

  /** The two shares one after the other, or by two threads at once; added in the same order either way. */
  private inShares(sums: Float64Array, gradient: Float64Array | undefined): void {
    this.partner ??= new Partner(this.plan, this.bindings, this.target, this.sumCount)
    const isTogether = this.partner.begin(this.bindings, gradient !== undefined)
    this.addShare(0, sums, gradient)
    const far = isTogether ? this.partner.end() : undefined
    if (far !== undefined) {
      add(far.sums, sums)
      if (gradient !== undefined) add(far.gradient, gradient)
    } else if (this.addsOnce) this.addShare(1, sums, gradient, false)
    else {
      const second = (this.second ??= {
        sums: new Float64Array(this.sumCount),
        gradient: new Float64Array(this.bindings.parameters.length)
      })
      second.sums.fill(0)
      this.addShare(1, second.sums, gradient && second.gradient)
      add(second.sums, sums)
      if (gradient !== undefined) add(second.gradient, gradient)
    }
    this.partner.took()
  }

  /**
   * Adds, of a share of the points or of all, each term's sum of squares (and with the points' weights, where it has them) and the
   * gradient of the loss; what stands there before does not count if that is `fresh`.
   */
  addShare(share: Share | undefined, sums: Float64Array, gradient: Float64Array | undefined, fresh = true): void {
    const instance = this.trained()
    const { scalars } = this.bindings
    this.work ??= this.training.map((group) => this.workOf(group))
    let slot = 0
    for (let k = 0; k < this.work.length; k++) {
      const { terms, count, seeds, columns } = this.work[k]!
      for (let t = 0; t < terms.length; t++) seeds[t] = (2 * scalars[terms[t]!.weight]!) / count
      const index = gradient === undefined ? this.training.length + k : k
      const own = instance.run(
        index,
        gradient === undefined ? { columns, share } : { gradient, fresh: fresh && k === 0, seeds, columns, share }
      )
      for (let t = 0; t < this.work[k]!.sums; t++) sums[slot++]! += own[t]!
    }
  }

  private workOf(group: number): GroupWork {
    const { terms } = this.plan.groups[group]!
    const weights = terms.flatMap(({ pointWeight }) => pointWeight ?? [])
    const columns = new Map(weights.map((column) => [column, this.groupData(group).column(column)]))
    return { terms, count: this.count(group), seeds: new Float64Array(terms.length), columns, sums: terms.length + weights.length }
  }

  /** sqrt(weight * pointWeight / n) at the points of a group: what makes a residual a row of the least-squares problem. */
  private factors(group: number, term: Term): Float64Array {
    const count = this.count(group)
    const weight = this.bindings.scalars[term.weight]!
    const pointWeights = term.pointWeight === undefined ? undefined : this.groupData(group).column(term.pointWeight)
    return Float64Array.from({ length: count }, (_, p) => {
      const squared = (weight * (pointWeights?.[p] ?? 1)) / count
      if (squared < 0) throw negativeWeight(term.name)
      return Math.sqrt(squared)
    })
  }

  private count(group: number): number {
    return this.bindings.points[group]![0]?.length ?? 0
  }

  private groupData(group: number): GroupData {
    const made = this.data.get(group) ?? new GroupData(this.plan, this.graph, group, this.bindings)
    this.data.set(group, made)
    return made
  }

  private oracle(): Interpreter {
    return (this.interpreter ??= new Interpreter(this.plan, this.bindings))
  }

  /** The module of a kind with the present parameters. */
  private ready(kind: string, passes: (graph: Graph) => Pass[]): Instance {
    const { plan } = this
    let instance = this.instances.get(kind)
    if (instance === undefined) {
      // a graph of its own: a pass adds the nodes of its adjoints
      const compiled = compilePasses(plan, kind, this.target, () => passes(graphOf(plan)))
      instance = new Instance(plan, this.bindings, compiled, (group) => this.groupData(group))
      this.instances.set(kind, instance)
    }
    instance.load()
    return instance
  }

  /** Gradients of all groups, then their losses. */
  private trained(): Instance {
    return this.ready('training', (graph) =>
      [true, false].flatMap((gradient) => this.training.map((group) => lossPass(this.plan, graph, group, gradient)))
    )
  }

  /** One per term, in the order of the rows. */
  private apartPasses(graph: Graph, apart: Apart): Pass[] {
    return this.training.flatMap((group) =>
      this.plan.groups[group]!.terms.map((_, term) => apartPass(this.plan, graph, group, term, apart))
    )
  }

  /** The terms with their passes, the columns of their seeds and their rows. */
  private eachTerm(visit: (pass: number, column: number, factors: () => Float64Array, at: number, count: number) => void): void {
    let at = 0
    let pass = 0
    for (const group of this.training)
      this.plan.groups[group]!.terms.forEach((term, t) => {
        const count = this.count(group)
        visit(pass++, seedColumn(this.plan, t), () => this.factors(group, term), at, count)
        at += count
      })
  }

  private rowsInto(matrix: Omit<RowsPlace, 'at'>, from: number, to: number): void {
    const instance = this.ready('jacobian', (graph) => this.apartPasses(graph, 'rows'))
    this.eachTerm((pass, column, factors, at, count) => {
      const [first, last] = [Math.max(0, from - at), Math.min(count, to - at)]
      if (first < last) instance.runRows(pass, column, factors(), { ...matrix, at: (at + first - from) * matrix.byRow }, first, last)
    })
  }

  private residualsOf(graph: Graph, group: number): Pass {
    const { terms } = this.plan.groups[group]!
    return valuePass(
      this.plan,
      graph,
      group,
      terms.map((term) => term.residual)
    )
  }
}

function add(from: Float64Array, to: Float64Array): void {
  for (let k = 0; k < from.length; k++) to[k]! += from[k]!
}
