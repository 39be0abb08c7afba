import { SvelteMap } from 'svelte/reactivity'
import type { Progress, RunSummary } from '../../main/api/types.ts'
import { attempt } from './failure.ts'
import { gather } from './gather.ts'
import { lab } from './lab.ts'

/** Changes that come closer together than this are fetched in one go. */
const GATHER_MS = 120
/** From this many on, the whole list is cheaper than each run by itself. */
const MANY = 12

let kept = $state.raw<readonly RunSummary[]>([])
let trashed = $state.raw<readonly RunSummary[]>([])
let loaded = $state(false)
const progress = new SvelteMap<string, Progress>()

const training = $derived(kept.filter((run) => run.status === 'RUNNING'))
const byId = $derived(new Map([...kept, ...trashed].map((run) => [run.run, run])))

/** The stored runs and how far those in training are. */
export const runs = {
  /** newest first, without the trash */
  get all() {
    return kept
  },
  get trash() {
    return trashed
  },
  get loaded() {
    return loaded
  },
  /** those that occupy a worker now */
  get training() {
    return training
  },
  find: (run: string): RunSummary | undefined => byId.get(run),
  /** the newest progress event of a run in training */
  progress: (run: string): Progress | undefined => progress.get(run),
  refresh
}

const newestFirst = (a: RunSummary, b: RunSummary) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0)

async function refresh(): Promise<void> {
  const [here, gone] = await Promise.all([lab()['run.list']({ trashed: false }), lab()['run.list']({ trashed: true })])
  kept = here.toSorted(newestFirst)
  trashed = gone.toSorted(newestFirst)
  loaded = true
}

async function refetch(changed: ReadonlySet<string>): Promise<void> {
  if (changed.size > MANY) return refresh()
  const client = lab()
  const details = await Promise.allSettled([...changed].map((run) => client['run.get']({ run })))
  const fresh = details.flatMap((detail) => (detail.status === 'fulfilled' ? [detail.value] : []))
  // One that cannot be fetched was purged, or the list is stale: the store decides.
  if (fresh.length < changed.size) return refresh()
  const others = (list: readonly RunSummary[]) => list.filter((run) => !changed.has(run.run))
  kept = [...fresh.filter((run) => !run.trashed), ...others(kept)].toSorted(newestFirst)
  trashed = [...fresh.filter((run) => run.trashed), ...others(trashed)].toSorted(newestFirst)
}

/** Follows the lab's events; returns the function that stops it. */
export function followRuns(): () => void {
  const changed = gather(GATHER_MS, (names) => void attempt(() => refetch(names)))
  const stops = [
    lab().on('run.progress', (event) => progress.set(event.run, event)),
    lab().on('run.changed', ({ run }) => changed.add(run)),
    () => changed.stop()
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
