import type { Row } from '../autodiff/operation.ts'
import { transpose } from '../linear/transpose.ts'
import { BLOCK } from './block.ts'
import { GroupRunner } from './group-runner.ts'
import type { Bindings, Engine, Plan } from './plan.ts'

export { BLOCK } from './block.ts'

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

  get rows(): number {
    return this.terms().reduce((sum, { runner }) => sum + runner.count, 0)
  }

  rowValues(out: Float64Array): void {
    this.refresh()
    let at = 0
    for (const { runner, term } of this.terms()) {
      runner.rows(term).values(out.subarray(at, at + runner.count))
      at += runner.count
    }
  }

  jacobian(out: Float64Array, from = 0, to = this.rows): void {
    this.refresh()
    const parameters = this.bindings.parameters.length
    let at = 0
    for (const { runner, term } of this.terms()) {
      const first = Math.max(0, from - at)
      const last = Math.min(runner.count, to - at)
      if (first < last)
        runner.rows(term).jacobian(out.subarray((at + first - from) * parameters, (at + last - from) * parameters), first, last)
      at += runner.count
    }
  }

  jacobianColumns(out: Float64Array): void {
    const rows = new Float64Array(out.length)
    this.jacobian(rows)
    transpose(rows, this.rows, this.bindings.parameters.length, out)
  }

  jv(v: Float64Array, out: Float64Array): void {
    const { rows } = this
    const parameters = v.length
    const some = new Float64Array(Math.min(BLOCK, rows) * parameters)
    for (let from = 0; from < rows; from += BLOCK) {
      const to = Math.min(rows, from + BLOCK)
      this.jacobian(some, from, to)
      for (let row = from; row < to; row++) {
        const at = (row - from) * parameters
        let sum = 0
        for (let i = 0; i < parameters; i++) sum += some[at + i]! * v[i]!
        out[row] = sum
      }
    }
  }

  jtw(w: Float64Array, out: Float64Array): void {
    this.refresh()
    out.fill(0)
    let at = 0
    for (const { runner, term } of this.terms()) {
      runner.rows(term).transposed(w.subarray(at, at + runner.count), out)
      at += runner.count
    }
  }

  residuals(group: number, term: number, out: Float64Array): void {
    this.refresh()
    this.group(group).residuals(term, out)
  }

  evaluate(group: number, out: readonly Float64Array[]): void {
    this.refresh()
    this.group(group).evaluate(out)
  }

  /** Activations of every hidden layer of a network at the points of a group (its first tap), [unit][point] each. */
  activations(group: number, network = 0): Float64Array[] {
    this.refresh()
    return this.group(group).activations(network)
  }

  private sum(gradient: Float64Array | undefined): { total: number; terms: Float64Array } {
    this.refresh()
    const training = this.training()
    const terms = new Float64Array(training.reduce((n, runner) => n + runner.group.terms.length, 0))
    let total = 0
    let at = 0
    for (const runner of training) {
      const count = runner.group.terms.length
      total += runner.terms(terms.subarray(at, at + count), gradient)
      at += count
    }
    return { total, terms }
  }

  private training(): GroupRunner[] {
    return this.plan.groups.flatMap((group, index) => (group.role === 'train' ? [this.group(index)] : []))
  }

  private terms(): { runner: GroupRunner; term: number }[] {
    return this.training().flatMap((runner) => runner.group.terms.map((_, term) => ({ runner, term })))
  }

  /** Groups are made when they are first asked for: most runs never look at most of them. */
  private group(index: number): GroupRunner {
    const known = this.groups.get(index)
    if (known !== undefined) return known
    const { precision } = this.plan
    const makeRow = (length: number): Row => (precision === 'float32' ? new Float32Array(length) : new Float64Array(length))
    const made = new GroupRunner(this.plan, this.plan.groups[index]!, this.bindings.points[index]!, this.bindings, this.weights, makeRow)
    this.groups.set(index, made)
    return made
  }

  private refresh(): void {
    if (this.weights !== this.bindings.parameters) this.weights.set(this.bindings.parameters)
  }
}
