import type { SweepSummary } from '../../main/api/types.ts'
import { attempt } from './failure.ts'
import { gather } from './gather.ts'
import { lab } from './lab.ts'

const GATHER_MS = 250

let kept = $state.raw<readonly SweepSummary[]>([])
let trashed = $state.raw<readonly SweepSummary[]>([])
let loaded = $state(false)

/** The stored sweeps, newest first. */
export const sweeps = {
  get all() {
    return kept
  },
  get trash() {
    return trashed
  },
  get loaded() {
    return loaded
  },
  find: (sweep: string): SweepSummary | undefined => kept.find((one) => one.sweep === sweep) ?? trashed.find((one) => one.sweep === sweep),
  refresh
}

async function refresh(): Promise<void> {
  const [here, gone] = await Promise.all([lab()['sweep.list']({ trashed: false }), lab()['sweep.list']({ trashed: true })])
  kept = here
  trashed = gone
  loaded = true
}

/** Follows the lab's events; returns the function that stops it. */
export function followSweeps(): () => void {
  const changed = gather(GATHER_MS, () => void attempt(refresh))
  const stop = lab().on('sweep.changed', ({ sweep }) => changed.add(sweep))
  return () => {
    changed.stop()
    stop()
  }
}
