import { SvelteMap } from 'svelte/reactivity'
import type { Snapshot } from '../../core/training/snapshot.ts'
import type { RunCurve, RunDetail, RunSummary } from '../../main/api/types.ts'
import { lab } from '../state/lab.ts'
import { gather } from '../state/gather.ts'

/** What is drawn of a run; null what it does not have, such as the weights of one that never began. */
export interface Loaded {
  detail: RunDetail
  curve: RunCurve | null
  snapshot: Snapshot | null
}

/** Runs read at the same time, and ms between two looks at one that is being trained. */
const AT_ONCE = 3
const LOOK_MS = 400

/** Curves, solutions and details of the runs compared, read once each, and again while one is being trained. */
export class RunData {
  readonly #loaded = new SvelteMap<string, Loaded>()
  /** the state in which each was last asked for */
  #asked: Record<string, string> = {}
  #queue: string[] = []
  #busy = 0
  #watched: readonly string[] = []

  get(run: string): Loaded | undefined {
    return this.#loaded.get(run)
  }

  want(runs: readonly RunSummary[]): void {
    this.#watched = runs.map(({ run }) => run)
    for (const { run, status, finishedAt } of runs) {
      const version = `${status} ${finishedAt}`
      if (this.#asked[run] !== version) this.#ask(run, version)
    }
  }

  /** Looks again at those in training, until the returned function is called. */
  follow(): () => void {
    const looks = gather(LOOK_MS, (runs) => {
      for (const run of runs) if (this.#watched.includes(run)) this.#ask(run, 'looked')
    })
    const stop = lab().on('run.progress', ({ run }) => looks.add(run))
    return () => {
      looks.stop()
      stop()
    }
  }

  #ask(run: string, version: string): void {
    this.#asked[run] = version
    if (!this.#queue.includes(run)) this.#queue.push(run)
    while (this.#busy < AT_ONCE && this.#queue.length > 0) void this.#next()
  }

  async #next(): Promise<void> {
    const run = this.#queue.shift()
    if (run === undefined) return
    this.#busy++
    const client = lab()
    const [detail, curve, snapshot] = await Promise.allSettled([
      client['run.get']({ run }),
      client['run.curve']({ run }),
      client['run.snapshot']({ run })
    ])
    const valueOf = <T>(result: PromiseSettledResult<T>) => (result.status === 'fulfilled' ? result.value : null)
    // A run that is gone is gone from the list as well; whoever lists it says so.
    if (detail.status === 'fulfilled') this.#loaded.set(run, { detail: detail.value, curve: valueOf(curve), snapshot: valueOf(snapshot) })
    this.#busy--
    if (this.#queue.length > 0) void this.#next()
  }
}
