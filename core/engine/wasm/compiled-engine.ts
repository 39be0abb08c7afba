import type { Graph } from '../../autodiff/graph.ts'
import { graphOf } from '../group-runner.ts'
import { Interpreter } from '../interpreter.ts'
import type { Bindings, Engine, Plan, Term } from '../plan.ts'
import { compilePasses } from './compile.ts'
import { GroupData, Instance } from './instance.ts'
import { lossPass, seedColumn, transposedPass, valuePass } from './pass.ts'
import type { Target } from './shape.ts'

/** Why a module was made: training (per group its gradient, then its loss), least squares, or the outputs of groups. */
type Kind = 'training' | 'transposed' | 'residuals' | 'outputs'

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
  private readonly instances = new Map<Kind, Instance>()
  private readonly training: readonly number[]
  private interpreter: Interpreter | undefined

  constructor(plan: Plan, bindings: Bindings, target: Target) {
    this.plan = plan
    this.bindings = bindings
    this.target = target
    this.graph = graphOf(plan)
    this.training = plan.groups.flatMap(({ role }, group) => (role === 'train' ? [group] : []))
  }

  loss(): { total: number; terms: Float64Array } {
    return this.sum(undefined)
  }

  gradient(out: Float64Array): { total: number; terms: Float64Array } {
    out.fill(0)
    return this.sum(out)
  }

  get rows(): number {
    return this.training.reduce((sum, group) => sum + this.plan.groups[group]!.terms.length * this.count(group), 0)
  }

  rowValues(out: Float64Array): void {
    const instance = this.ready('residuals')
    let at = 0
    for (const group of this.training) {
      instance.run(group)
      const count = this.count(group)
      this.plan.groups[group]!.terms.forEach((term, k) => {
        const rows = out.subarray(at, (at += count))
        instance.read(group, k, rows)
        const factors = this.factors(group, term)
        for (let p = 0; p < count; p++) rows[p]! *= factors[p]!
      })
    }
  }

  jacobian(out: Float64Array, from = 0, to = this.rows): void {
    this.oracle().jacobian(out, from, to)
  }

  jv(v: Float64Array, out: Float64Array): void {
    this.oracle().jv(v, out)
  }

  jtw(w: Float64Array, out: Float64Array): void {
    const instance = this.ready('transposed')
    out.fill(0)
    let at = 0
    this.training.forEach((group, k) => {
      const count = this.count(group)
      const columns = this.plan.groups[group]!.terms.map((term, t) => {
        const factors = this.factors(group, term)
        const own = w.subarray(at, (at += count))
        // 0 beyond the last point, where panels are filled up
        const seeds = new Float64Array(count + 1)
        for (let p = 0; p < count; p++) seeds[p] = own[p]! * factors[p]!
        return [seedColumn(this.plan, t), seeds] as const
      })
      instance.run(k, { gradient: out, columns: new Map(columns) })
    })
  }

  residuals(group: number, term: number, out: Float64Array): void {
    const instance = this.ready('residuals')
    instance.run(group)
    instance.read(group, term, out)
  }

  evaluate(group: number, out: readonly Float64Array[]): void {
    const instance = this.ready('outputs')
    instance.run(group)
    out.forEach((array, slot) => instance.read(group, slot, array))
  }

  activations(group: number, network?: number): Float64Array[] {
    return this.oracle().activations(group, network)
  }

  private sum(gradient: Float64Array | undefined): { total: number; terms: Float64Array } {
    const instance = this.ready('training')
    const { scalars } = this.bindings
    const means: number[] = []
    let total = 0
    this.training.forEach((group, k) => {
      const { terms } = this.plan.groups[group]!
      const count = this.count(group)
      const seeds = Float64Array.from(terms, (term) => (2 * scalars[term.weight]!) / count)
      const index = gradient === undefined ? this.training.length + k : k
      const weights = terms.flatMap(({ pointWeight }) => (pointWeight === undefined ? [] : [pointWeight]))
      const columns = new Map(weights.map((column) => [column, this.groupData(group).column(column)]))
      const sums = instance.run(index, gradient === undefined ? { columns } : { gradient, seeds, columns })
      let slot = 0
      for (const term of terms) {
        const mean = sums[slot++]! / count
        means.push(mean)
        total += scalars[term.weight]! * (term.pointWeight === undefined ? mean : sums[slot++]! / count)
      }
    })
    return { total, terms: Float64Array.from(means) }
  }

  /** sqrt(weight * pointWeight / n) at the points of a group: what makes a residual a row of the least-squares problem. */
  private factors(group: number, term: Term): Float64Array {
    const count = this.count(group)
    const weight = this.bindings.scalars[term.weight]!
    const pointWeights = term.pointWeight === undefined ? undefined : this.groupData(group).column(term.pointWeight)
    return Float64Array.from({ length: count }, (_, p) => Math.sqrt((weight * (pointWeights?.[p] ?? 1)) / count))
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
  private ready(kind: Kind): Instance {
    const { plan } = this
    let instance = this.instances.get(kind)
    if (instance === undefined) {
      const compiled = compilePasses(plan, kind, this.target, () => {
        const graph = graphOf(plan)
        const all = plan.groups.map((_, group) => group)
        if (kind === 'transposed') return this.training.map((group) => transposedPass(plan, graph, group))
        if (kind === 'residuals')
          return all.map((group) =>
            valuePass(
              plan,
              graph,
              group,
              plan.groups[group]!.terms.map((term) => term.residual)
            )
          )
        if (kind === 'outputs')
          return all.map((group) =>
            valuePass(
              plan,
              graph,
              group,
              plan.groups[group]!.outputs.map((output) => output.node)
            )
          )
        return [true, false].flatMap((gradient) => this.training.map((group) => lossPass(plan, graph, group, gradient)))
      })
      instance = new Instance(plan, this.bindings, compiled, (group) => this.groupData(group))
      this.instances.set(kind, instance)
    }
    instance.load()
    return instance
  }
}
