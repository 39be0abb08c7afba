import { SvelteMap } from 'svelte/reactivity'
import type { Curve } from '../../main/api/figures.ts'
import { report } from '../state/failure.ts'
import { lab } from '../state/lab.ts'

/** Curves asked for at the same time. */
const AT_ONCE = 4

/** Loss curves of runs that are over: they do not change any more, so each is read once. */
export class Curves {
  readonly #known = new SvelteMap<string, Curve>()
  /** never read by a view, so it need not be reactive */
  readonly #asked: Record<string, true> = {}
  #wanted: string[] = []
  #busy = 0

  get(run: string): Curve | undefined {
    return this.#known.get(run)
  }

  /** Reads those that are missing; the newest wish is served first. */
  want(runs: readonly string[]): void {
    this.#wanted = runs.filter((run) => this.#asked[run] === undefined)
    while (this.#busy < AT_ONCE && this.#next()) this.#busy++
  }

  #next(): boolean {
    const run = this.#wanted.shift()
    if (run === undefined) return false
    this.#asked[run] = true
    const read = lab()['run.curve']({ run })
    read
      .then(({ iteration, loss }) => void this.#known.set(run, { iteration, loss }), report)
      .finally(() => {
        if (!this.#next()) this.#busy--
      })
    return true
  }
}
