import { SvelteMap } from 'svelte/reactivity'
import type { Progress, RunSummary } from '../../main/api/types.ts'
import { attempt } from './failure.ts'
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
  const details = await Promise.all(
    [...changed].map((run) =>
      lab()
        ['run.get']({ run })
        .catch(() => null)
    )
  )
  // One that cannot be fetched was purged, or the list is stale: the store decides.
  if (details.includes(null)) return refresh()
  const fresh = details.filter((detail) => detail !== null)
  const others = (list: readonly RunSummary[]) => list.filter((run) => !changed.has(run.run))
  kept = [...fresh.filter((run) => !run.trashed), ...others(kept)].toSorted(newestFirst)
  trashed = [...fresh.filter((run) => run.trashed), ...others(trashed)].toSorted(newestFirst)
}

/** Follows the lab's events; returns the function that stops it. */
export function followRuns(): () => void {
  let changed = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const fetchChanged = () => {
    const now = changed
    changed = new Set()
    timer = undefined
    void attempt(() => refetch(now))
  }
  const stops = [
    lab().on('run.progress', (event) => progress.set(event.run, event)),
    lab().on('run.changed', ({ run }) => {
      changed.add(run)
      timer ??= setTimeout(fetchChanged, GATHER_MS)
    })
  ]
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
  }
}
