/** Steps shorter than this, in milliseconds, are not worth a second thread: the two would mostly wait for each other. */
const WORTHWHILE = 0.1
/** Milliseconds of training before a second thread is asked for at all: what is short is over before it has started. */
const PATIENCE = 250
/** Steps of a comparison by either way, of which the quickest counts, and milliseconds until it is made anew. */
const TRIAL = 4
const HOLDS = 1000
/** The second thread stays in use only where it gains as much: it takes a core from others. */
const GAIN = 0.9

/**
 * Whether a step is taken alone or with a second thread, by the clock: the results have the same bits either way. On a busy machine a partner
 * that has no core makes every step slower (both wait at its end), so the two ways are compared again and again.
 */
export class Policy {
  private spent = 0
  private steps = 0
  private trial: { together: boolean; left: number; alone: number; both: number } | undefined
  private chosen = false
  private until = 0

  /** whether a second thread should be there */
  get wanted(): boolean {
    return this.spent > PATIENCE && this.spent > WORTHWHILE * this.steps
  }

  /** Whether the next step is taken together, given that there is a second thread. */
  together(now: number): boolean {
    if (!this.wanted) return false
    if (this.trial === undefined && now >= this.until) this.trial = { together: false, left: TRIAL, alone: Infinity, both: Infinity }
    return this.trial?.together ?? this.chosen
  }

  /** What a step took, from and to in milliseconds. */
  took(from: number, to: number): void {
    this.spent += to - from
    this.steps++
    const { trial } = this
    if (trial === undefined) return
    if (trial.together) trial.both = Math.min(trial.both, to - from)
    else trial.alone = Math.min(trial.alone, to - from)
    if (--trial.left > 0) return
    if (!trial.together) this.trial = { ...trial, together: true, left: TRIAL }
    else {
      this.chosen = trial.both < GAIN * trial.alone
      this.until = to + HOLDS
      this.trial = undefined
    }
  }
}
