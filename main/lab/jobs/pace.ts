/** Says how much to train at once so that a slice takes about `target` seconds; the clock decides only where slices end, never a number. */
export class Slices {
  readonly #target: number
  #count = 1

  constructor(target = 0.015) {
    this.#target = target
  }

  get count(): number {
    return this.#count
  }

  took(seconds: number): void {
    const factor = seconds > 0 ? this.#target / seconds : 2
    this.#count = Math.max(1, Math.round(this.#count * Math.min(2, Math.max(0.25, factor))))
  }
}

/** Iterations per second, smoothed over about `memory` seconds of training, and from it the time that is left. */
export class TimeLeft {
  readonly #memory: number
  #secondsPerIteration: number | null = null

  constructor(memory = 3) {
    this.#memory = memory
  }

  took(iterations: number, seconds: number): void {
    if (iterations <= 0 || seconds <= 0) return
    const now = seconds / iterations
    const weight = 1 - Math.exp(-seconds / this.#memory)
    this.#secondsPerIteration =
      this.#secondsPerIteration === null ? now : this.#secondsPerIteration + weight * (now - this.#secondsPerIteration)
  }

  /** Seconds for so many iterations; null before anything was measured. */
  for(iterations: number): number | null {
    return this.#secondsPerIteration === null ? null : iterations * this.#secondsPerIteration
  }
}

/** Opens at most once in `interval` seconds, and always the first time. */
export class Gate {
  #interval: number
  #last = -Infinity

  constructor(interval: number) {
    this.#interval = interval
  }

  opens(now: number): boolean {
    if (now - this.#last < this.#interval) return false
    this.#last = now
    return true
  }

  /** Waits longer where what lies behind the gate costs much: at most a share of the time may go into it. */
  cost(seconds: number, share: number, atLeast: number): void {
    this.#interval = Math.max(atLeast, seconds / share)
  }
}
