import type { Io } from './io.ts'

/** Seconds between lines where a line cannot be drawn again. */
const LINES = 2

/** One line that says how far something is: drawn anew on a terminal, now and then a new line elsewhere. */
export class Meter {
  readonly #io: Io
  readonly #now: () => number
  #shown = 0
  #last = -Infinity

  constructor(io: Io, now: () => number = () => performance.now() / 1000) {
    this.#io = io
    this.#now = now
  }

  show(text: string): void {
    if (this.#io.terminal) {
      const line = text.slice(0, Math.max(20, this.#io.columns() - 1))
      this.#io.err(`\r${line.padEnd(this.#shown)}`)
      this.#shown = line.length
      return
    }
    if (this.#now() - this.#last < LINES) return
    this.#last = this.#now()
    this.#io.err(`${text}\n`)
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#shown > 0) this.#io.err(`\r${' '.repeat(this.#shown)}\r`)
    this.#shown = 0
  }
}
