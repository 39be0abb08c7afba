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

/** Seconds of training before anything is said about the rest: the first iterations are compiled while they run. */
const SETTLED = 0.25

/** The time that is left, from the pace of about the last `memory` seconds of training. */
export class TimeLeft {
  readonly #memory: number
  #seconds = 0
  #iterations = 0
  #total = 0

  constructor(memory = 3) {
    this.#memory = memory
  }

  took(iterations: number, seconds: number): void {
    const keep = Math.exp(-seconds / this.#memory)
    this.#seconds = keep * this.#seconds + seconds
    this.#iterations = keep * this.#iterations + iterations
    this.#total += seconds
  }

  /** Seconds for so many iterations; null before enough was measured. */
  for(iterations: number): number | null {
    return this.#total < SETTLED || this.#iterations === 0 ? null : (iterations * this.#seconds) / this.#iterations
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
