import { Interpreter } from '../engine/interpreter.ts'
import type { Engine } from '../engine/plan.ts'
import type { BoundProblem } from '../problem/bound.ts'

/** Iterations from one adjustment to the next, and the share of the old weights that each keeps. */
const EVERY = 100
const KEEP = 0.9
/** Points of each term at which the kernel's trace is sampled. */
const SAMPLES = 32

/**
 * Weights that balance the terms of the loss while it trains: the term of size s_i gets the running mean of sum_j s_j / s_i.
 * `gradient_norm`: s is the norm of the term's gradient (Wang, Teng & Perdikaris, SIAM J. Sci. Comput. 43 (2021) A3055; in the form of Wang,
 * Sankaran, Wang & Perdikaris, arXiv:2308.08468, eq. 4.2). `ntk`: s is the mean over the term's points of |d r / d theta|^2, the trace of the neural tangent
 * kernel per point (Wang, Yu & Perdikaris, J. Comput. Phys. 449 (2022) 110768), at up to 32 points of each term.
 */
export class AdaptiveWeights {
  readonly factors: Float64Array
  private readonly kind: 'gradient_norm' | 'ntk'
  /** per term: the scalar that weights it, and its value without these factors */
  private readonly terms: { scalar: number; base: number }[]

  constructor(kind: 'gradient_norm' | 'ntk', { built, bindings }: BoundProblem, restored?: Float64Array) {
    this.kind = kind
    const scalars = built.plan.groups.flatMap((group) => (group.role === 'train' ? group.terms.map((term) => term.weight) : []))
    this.terms = scalars.map((scalar) => ({ scalar, base: bindings.scalars[scalar]! }))
    this.factors = restored?.slice() ?? new Float64Array(scalars.length).fill(1)
    this.apply(bindings.scalars)
  }

  /** Adjusts the weights where an iteration is due, before its step. Returns whether it did. */
  update(iteration: number, bound: BoundProblem): boolean {
    if (iteration % EVERY !== 0 || this.terms.length < 2) return false
    const sizes =
      this.kind === 'ntk' ? this.traces(bound) : this.norms(bound.bindings.scalars, bound.bindings.parameters.length, bound.engine)
    const sum = sizes.reduce((total, size) => total + size, 0)
    sizes.forEach((size, k) => {
      if (size > 0 && Number.isFinite(sum)) this.factors[k] = KEEP * this.factors[k]! + (1 - KEEP) * (sum / size)
    })
    this.apply(bound.bindings.scalars)
    return true
  }

  private apply(scalars: Float64Array): void {
    this.terms.forEach(({ scalar, base }, k) => (scalars[scalar] = base * this.factors[k]!))
  }

  /** Norm of the gradient of every term on its own, with the weight that it has without factors. */
  private norms(scalars: Float64Array, length: number, engine: Engine, squares?: (terms: Float64Array, k: number) => number): number[] {
    const gradient = new Float64Array(length)
    return this.terms.map((_, k) => {
      this.terms.forEach(({ scalar, base }, other) => (scalars[scalar] = other === k ? base : 0))
      const { terms } = engine.gradient(gradient)
      const norm = gradient.reduce((sum, x) => sum + x * x, 0)
      return squares === undefined ? Math.sqrt(norm) : norm / squares(terms, k)
    })
  }

  /** Mean of |d r / d theta|^2: at a single point the gradient of w r^2 is 2 w r (d r / d theta). */
  private traces({ built, bindings }: BoundProblem): number[] {
    const { plan } = built
    const counts = plan.groups.map((_, group) => bindings.points[group]![0]?.length ?? 0)
    const sums = this.terms.map(() => ({ total: 0, n: 0 }))
    for (let sample = 0; sample < SAMPLES; sample++) {
      const at = counts.map((count) => (count <= SAMPLES ? sample % Math.max(1, count) : Math.floor(((sample + 0.5) * count) / SAMPLES)))
      const points = bindings.points.map((axes, group) => axes.map((axis) => axis.slice(at[group], at[group]! + 1)))
      const columns = bindings.columns.map((values, column) => {
        const group = plan.groups.findIndex((each) => each.columns.includes(column))
        return values?.slice(at[group], at[group]! + 1)
      })
      const engine = new Interpreter(plan, { ...bindings, points, columns })
      const squared = (terms: Float64Array, k: number): number => 4 * this.terms[k]!.base * terms[k]!
      this.norms(bindings.scalars, bindings.parameters.length, engine, squared).forEach((trace, k) => {
        if (!Number.isFinite(trace)) return // r = 0 there
        sums[k]!.total += trace
        sums[k]!.n++
      })
    }
    return sums.map(({ total, n }) => (n === 0 ? 0 : total / n))
  }
}
