import type { BoundProblem } from '../problem/bound.ts'

/** Share of the mean weight's beginning that a weight grows by in one iteration, on average. */
const RATE = 0.01

/**
 * A weight for every point of every term, trained against the network: the loss is minimised by the network and maximised by the weights (self-adaptive weights; L. D. McClenny
 * & U. M. Braga-Neto, J. Comput. Phys. 474 (2023) 111722, eq. 10 to 14, with the mask m(lambda) = lambda). d loss / d lambda_i is w r_i^2 / n; a step of
 * the ascent is relative to the mean of that over all points, so that it does not depend on the scale of the loss: weights grow where the residual stays large.
 */
export class SelfAdaptiveWeights {
  /** the weights of all points, term by term */
  readonly factors: Float64Array
  private readonly terms: { group: number; term: number; weight: number; weights: Float64Array; residuals: Float64Array }[]

  constructor({ built, bindings }: BoundProblem, restored?: Float64Array) {
    this.terms = built.plan.groups.flatMap((group, index) =>
      group.role !== 'train'
        ? []
        : group.terms.map(({ weight, pointWeight }, term) => {
            const weights = bindings.columns[pointWeight!]!
            return { group: index, term, weight, weights, residuals: new Float64Array(weights.length) }
          })
    )
    const total = this.terms.reduce((sum, { weights }) => sum + weights.length, 0)
    this.factors = restored?.slice() ?? new Float64Array(total).fill(1)
    this.apply()
  }

  /** A step of the ascent, before that of the network. Returns whether the weights have changed. */
  update(_iteration: number, { bindings, engine }: BoundProblem): boolean {
    let sum = 0
    for (const { group, term, weight, residuals } of this.terms) {
      engine.residuals(group, term, residuals)
      const factor = bindings.scalars[weight]! / residuals.length
      residuals.forEach((r, p) => (sum += residuals[p] = factor * r * r))
    }
    const step = (RATE * this.factors.length) / sum
    if (!(sum > 0) || !Number.isFinite(step)) return false
    let at = 0
    for (const { residuals } of this.terms) for (const slope of residuals) this.factors[at++]! += step * slope
    this.apply()
    return true
  }

  private apply(): void {
    let at = 0
    for (const { weights } of this.terms) {
      weights.set(this.factors.subarray(at, at + weights.length))
      at += weights.length
    }
  }
}
