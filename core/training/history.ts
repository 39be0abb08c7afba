/** Longest loss history that is kept: every iteration where that fits, else evenly strided with first and last. */
const LIMIT = 20_000

/** Loss against iteration, and the mean squared residual of every term that it is the weighted sum of. */
export interface History {
  iteration: Float64Array
  loss: Float64Array
  /** where the loss has more than one term, or several fits have several; NaN where a fit has others */
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
  private readonly iterations: number[]
  private readonly losses: number[]
  /** by term; none where there is only one */
  private readonly parts: Map<string, { weight: number; values: number[] }>
  private readonly estimates: Map<string, number[]>
  best: number

  constructor(total: number, restored?: History, best = Infinity) {
    this.stride = Math.max(1, Math.ceil(total / LIMIT))
    this.best = best
    this.iterations = [...(restored?.iteration ?? [])]
    this.losses = [...(restored?.loss ?? [])]
    this.parts = new Map(restored?.parts?.map(({ name, weight, loss }) => [name, { weight, values: [...loss] }]))
    this.estimates = new Map(restored?.estimates?.map(({ name, values }) => [name, [...values]]))
  }

  /**
   * Notes the loss of an iteration, its terms, and what is `found` beside the network, where it is kept. `final` ones are kept whatever the stride; `sparse` ones, which do not come at every iteration,
   * where the last kept one lies a stride back.
   */
  add(
    iteration: number,
    loss: number,
    terms: readonly { name: string; weight: number; loss: number }[],
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
    if (terms.length > 1 || this.parts.size > 0) this.note(terms)
    for (const [name, value] of Object.entries(found())) {
      // what was kept before estimates were has none
      const values = this.estimates.get(name) ?? this.iterations.slice(1).map(() => NaN)
      values.push(value)
      this.estimates.set(name, values)
    }
  }

  /** The terms of the last iteration; what was kept before a term was has none. */
  private note(terms: readonly { name: string; weight: number; loss: number }[]): void {
    const before = this.iterations.length - 1
    for (const { name, weight, loss } of terms) {
      const part = this.parts.get(name) ?? { weight, values: Array<number>(before).fill(NaN) }
      part.values.push(loss)
      this.parts.set(name, part)
    }
    for (const { values } of this.parts.values()) if (values.length === before) values.push(NaN)
  }

  arrays(): History {
    const parts = [...this.parts].map(([name, { weight, values }]) => ({ name, weight, loss: Float64Array.from(values) }))
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
