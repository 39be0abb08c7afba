/** Longest loss history that is kept: every iteration where that fits, else evenly strided with first and last. */
const LIMIT = 20_000

/** Loss against iteration. */
export class LossHistory {
  private readonly stride: number
  private iterations: number[] = []
  private losses: number[] = []
  best = Infinity

  constructor(total: number, restored?: { iteration: Float64Array; loss: Float64Array }, best = Infinity) {
    this.stride = Math.max(1, Math.ceil(total / LIMIT))
    this.best = best
    if (restored !== undefined) {
      this.iterations = [...restored.iteration]
      this.losses = [...restored.loss]
    }
  }

  get last(): { iteration: number; loss: number } | undefined {
    const k = this.iterations.length - 1
    return k < 0 ? undefined : { iteration: this.iterations[k]!, loss: this.losses[k]! }
  }

  /** Notes the loss of an iteration; `final` ones are kept whatever the stride. */
  add(iteration: number, loss: number, final: boolean): void {
    if (loss < this.best) this.best = loss
    const last = this.iterations.at(-1)
    if (last !== undefined && last >= iteration) return
    if (!final && iteration % this.stride !== 0) return
    this.iterations.push(iteration)
    this.losses.push(loss)
  }

  arrays(): { iteration: Float64Array; loss: Float64Array } {
    return { iteration: Float64Array.from(this.iterations), loss: Float64Array.from(this.losses) }
  }
}
