/** Longest loss history that is kept: every iteration where that fits, else evenly strided with first and last. */
const LIMIT = 20_000

/** Loss against iteration, and the mean squared residual of every term that it is the weighted sum of. */
export interface History {
  iteration: Float64Array
  loss: Float64Array
  /** where the loss has more than one term */
  parts?: LossPart[]
  /** what training finds beside the network, at the history's iterations */
  estimates?: { name: string; values: Float64Array }[]
}

export interface LossPart {
  name: string
  /** with which it enters the loss */
  weight: number
  /** mean squared residual, unweighted, at the history's iterations */
  loss: Float64Array
}

/** Loss against iteration. */
export class LossHistory {
  private readonly stride: number
  private readonly terms: readonly { name: string; weight: number }[]
  private readonly iterations: number[]
  private readonly losses: number[]
  /** one list per term; none where there is only one */
  private readonly parts: number[][]
  private readonly estimates: Map<string, number[]>
  best: number

  constructor(total: number, terms: readonly { name: string; weight: number }[], restored?: History, best = Infinity) {
    this.stride = Math.max(1, Math.ceil(total / LIMIT))
    this.terms = terms.length > 1 ? terms : []
    this.best = best
    this.iterations = [...(restored?.iteration ?? [])]
    this.losses = [...(restored?.loss ?? [])]
    // what was kept before there were parts, or by another loss, has none
    const kept = (name: string): Float64Array | undefined => restored?.parts?.find((part) => part.name === name)?.loss
    this.parts = this.terms.map(({ name }) => [...(kept(name) ?? this.losses.map(() => NaN))])
    this.estimates = new Map(restored?.estimates?.map(({ name, values }) => [name, [...values]]))
  }

  /**
   * Notes the loss of an iteration, its terms, and what is `found` beside the network, where it is kept. `final` ones are kept whatever the stride; `sparse` ones, which do not come at every iteration,
   * where the last kept one lies a stride back.
   */
  add(
    iteration: number,
    loss: number,
    terms: ArrayLike<number>,
    { final = false, sparse = false } = {},
    found: () => Readonly<Record<string, number>> = () => ({})
  ): void {
    if (loss < this.best) this.best = loss
    const last = this.iterations.at(-1)
    if (last !== undefined && last >= iteration) return
    const due = sparse ? last === undefined || iteration - last >= this.stride : iteration % this.stride === 0
    if (!final && !due) return
    this.iterations.push(iteration)
    this.losses.push(loss)
    this.parts.forEach((part, k) => part.push(terms[k]!))
    for (const [name, value] of Object.entries(found())) {
      // what was kept before estimates were has none
      const values = this.estimates.get(name) ?? this.iterations.slice(1).map(() => NaN)
      values.push(value)
      this.estimates.set(name, values)
    }
  }

  arrays(): History {
    const parts = this.terms.map(({ name, weight }, k) => ({ name, weight, loss: Float64Array.from(this.parts[k]!) }))
    return {
      iteration: Float64Array.from(this.iterations),
      loss: Float64Array.from(this.losses),
      ...(parts.length === 0 ? {} : { parts }),
      ...(this.estimates.size === 0
        ? {}
        : { estimates: [...this.estimates].map(([name, values]) => ({ name, values: Float64Array.from(values) })) })
    }
  }
}
