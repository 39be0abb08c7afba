import type { RunSummary } from '../../main/api/types.ts'
import { library } from '../state/library.svelte.ts'
import { opened } from '../state/opened.svelte.ts'
import { runs } from '../state/runs.svelte.ts'
import { sweeps } from '../state/sweeps.svelte.ts'
import { entryOfProblem, entryOfRun, entryOfSweep } from './entries.ts'
import type { Entry } from './entries.ts'
import type { Place } from './places.ts'

const RECENT = 24

// An entry costs more to build than to keep: one per version of a run.
const built = new WeakMap<RunSummary, Entry>()
function entryOf(run: RunSummary): Entry {
  const known = built.get(run) ?? entryOfRun(run)
  built.set(run, known)
  return known
}

const single = $derived(runs.all.filter((run) => run.sweep === null).map(entryOf))
const swept = $derived(runs.all.filter((run) => run.sweep !== null).map(entryOf))
const sweepEntries = $derived(sweeps.all.map((sweep) => entryOfSweep(sweep, library.find(sweep.problem))))
const problems = $derived(library.entries.map(entryOfProblem))
const everything = $derived([...sweepEntries, ...single])
const trash = $derived([...sweeps.trash.map((sweep) => entryOfSweep(sweep, library.find(sweep.problem))), ...runs.trash.map(entryOf)])
const pinned = $derived([...single, ...swept].filter((entry) => entry.pinned))
const recent = $derived(
  [...everything, ...swept]
    .filter((entry) => opened.at(entry.id) !== '')
    .sort((a, b) => (opened.at(a.id) < opened.at(b.id) ? 1 : -1))
    .slice(0, RECENT)
)

/** The tags in use, with how many runs carry each. */
const tags = $derived.by(() => {
  const found: Record<string, number> = {}
  for (const { tags } of runs.all) for (const tag of tags) found[tag] = (found[tag] ?? 0) + 1
  return Object.entries(found)
    .map(([tag, amount]) => ({ tag, amount }))
    .sort((a, b) => a.tag.localeCompare(b.tag))
})

/** The groups of built-in problems, in the library's order. */
const groups = $derived(problems.map(({ tags: [group = ''] }) => group).filter((group, place, all) => all.indexOf(group) === place))

export const collection = {
  at(place: Place): readonly Entry[] {
    if (place === 'pinned') return pinned
    if (place === 'recent') return recent
    if (place === 'sweep-runs') return swept
    if (place === 'problems') return problems
    if (place === 'trash') return trash
    if (place.startsWith('group:')) return problems.filter((entry) => entry.tags[0] === place.slice(6))
    if (place.startsWith('tag:')) return [...single, ...swept].filter((entry) => entry.tags.includes(place.slice(4)))
    return everything
  },
  get tags() {
    return tags
  },
  get groups() {
    return groups
  },
  /** nothing was ever stored: the first start */
  get isFresh(): boolean {
    return runs.loaded && sweeps.loaded && runs.all.length === 0 && sweeps.all.length === 0 && trash.length === 0
  }
}
