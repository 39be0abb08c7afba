/** Words of the memory that two threads share: which step was asked for, which was done, and what the other thread is. */
const ASKED = 0
const DONE = 1
const STATE = 2
const WORDS = 3

/** asleep: not there yet; ready: waits for steps; failed: what it was given cannot be computed there */
export type FarState = 'asleep' | 'ready' | 'failed'
const STATES: readonly FarState[] = ['asleep', 'ready', 'failed']

/** Looks before a thread goes to sleep: waking takes some microseconds, and looking for long takes a core from others (a busy machine's partner). */
const LOOKS = 2000

/** The signals between a thread that trains and the one that helps it: both count steps, and each waits for the other's count. */
export class Control {
  readonly words: Int32Array<SharedArrayBuffer>

  constructor(words = new Int32Array(new SharedArrayBuffer(4 * WORDS))) {
    this.words = words
  }

  get state(): FarState {
    return STATES[Atomics.load(this.words, STATE)]!
  }

  set state(state: FarState) {
    Atomics.store(this.words, STATE, STATES.indexOf(state))
  }

  /** Asks for a step. */
  ask(): void {
    Atomics.add(this.words, ASKED, 1)
    Atomics.notify(this.words, ASKED)
  }

  /** Says that the step that was asked for last is done. */
  finish(): void {
    Atomics.store(this.words, DONE, Atomics.load(this.words, ASKED))
    Atomics.notify(this.words, DONE)
  }

  /** Waits until a step is asked for. */
  waitForWork(): void {
    this.wait(ASKED, Atomics.load(this.words, DONE), Infinity)
  }

  /** Waits until the step is done, at most so many milliseconds; returns whether it is. */
  waitForEnd(milliseconds: number): boolean {
    const asked = Atomics.load(this.words, ASKED)
    for (let done = Atomics.load(this.words, DONE); done !== asked; done = Atomics.load(this.words, DONE))
      if (!this.wait(DONE, done, milliseconds)) return false
    return true
  }

  /** Waits until a word is no longer `value`. */
  private wait(word: number, value: number, milliseconds: number): boolean {
    for (let look = 0; look < LOOKS; look++) if (Atomics.load(this.words, word) !== value) return true
    return Atomics.wait(this.words, word, value, milliseconds) !== 'timed-out'
  }
}
