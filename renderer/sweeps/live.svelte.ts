import type { LabErrorJson } from '../../core/errors.ts'
import type { RunDetail, SweepDetail } from '../../main/api/types.ts'
import { connection } from '../state/connection.svelte.ts'
import { failureOf } from '../state/failure.ts'
import { lab } from '../state/lab.ts'
import { inQueue } from './runs-of.ts'
import { pacedRead } from './paced-read.ts'

/** ms between two readings of the sweep */
const LEAST = 120

/** One sweep as the store has it, read again as its runs come in. */
export class LiveSweep {
  readonly sweep: string
  #detail = $state.raw<SweepDetail | null>(null)
  #failure = $state.raw<LabErrorJson | null>(null)
  #readAt = $state(0)
  #sample = $state.raw<RunDetail | null>(null)

  constructor(sweep: string) {
    this.sweep = sweep
  }

  get detail(): SweepDetail | null {
    return this.#detail
  }
  get failure(): LabErrorJson | null {
    return this.#failure
  }
  /** when it was read, in ms of performance.now() */
  get readAt(): number {
    return this.#readAt
  }
  /** one of its runs: what all of them have in common stands in its settings */
  get sample(): RunDetail | null {
    return this.#sample
  }

  /** Reads it and follows the lab's events; returns the function that ends it. */
  follow(): () => void {
    const reading = pacedRead(() => this.#read(), LEAST)
    reading.changed()
    const stops = [
      lab().on('sweep.changed', ({ sweep }) => {
        if (sweep === this.sweep) reading.changed()
      }),
      lab().on('run.changed', ({ sweep }) => {
        if (sweep === this.sweep) reading.changed()
      }),
      connection.onGap(() => reading.changed()),
      () => reading.stop()
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  async #read(): Promise<void> {
    try {
      const detail = await lab()['sweep.get']({ sweep: this.sweep })
      this.#detail = detail
      this.#readAt = performance.now()
      this.#failure = null
      const run = this.#sample === null ? inQueue(detail).find((one) => one.run !== null)?.run : undefined
      if (run != null) this.#sample = await lab()['run.get']({ run })
    } catch (error) {
      this.#failure = failureOf(error)
    }
  }
}
