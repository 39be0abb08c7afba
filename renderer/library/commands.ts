import type { MenuItem } from '../components/menu.ts'
import { NOTHING } from '../components/selection.ts'
import { run } from '../state/commands.svelte.ts'
import type { Command } from '../state/commands.svelte.ts'
import { compare, exportRuns, open, pin, purge, repeat, restore, trash } from './actions.ts'
import type { Entry } from './entries.ts'
import type { Place } from './places.ts'
import { shelf } from './shelf.svelte.ts'

/** What the shelf shows when a command needs words from the user. */
export interface Asks {
  search: () => void
  rename: (entry: Entry) => void
  tag: (entries: readonly Entry[]) => void
}

export interface Deed extends Command {
  /** the short word on its button */
  word: string
  /** shown in the bar over the shelf when something is chosen */
  bar?: boolean
  /** why it cannot be done with what is chosen */
  reason: string | null
}

/** What can be done with some entries; without any, only what needs none. */
export function commandsFor(entries: readonly Entry[], place: Place, asks: Asks): Deed[] {
  const search: Deed = {
    id: 'library.search',
    title: 'Search the library',
    word: 'Search',
    key: '/',
    hint: 'search',
    icon: 'search',
    reason: null,
    run: asks.search
  }
  return [search, ...(place === 'trash' ? trashDeeds(entries) : deedsFor(entries, asks))]
}

/** What leaves the shelf is not chosen any more, also when it comes back. */
function letGo(deed: () => unknown): unknown {
  shelf.choose(NOTHING.keys)
  return deed()
}

const enabledFor = (entries: readonly Entry[], deed: Omit<Deed, 'enabled'>): Deed => ({
  ...deed,
  enabled: () => entries.length > 0 && deed.reason === null
})

function trashDeeds(entries: readonly Entry[]): Deed[] {
  const runsOnly = entries.some(({ kind }) => kind === 'run') ? null : 'Sweeps stay in the trash; only runs are deleted for good'
  return [
    {
      id: 'library.restore',
      title: 'Restore from the trash',
      word: 'Restore',
      key: 'Enter',
      icon: 'restore',
      reason: null,
      run: () => letGo(() => restore(entries))
    },
    {
      id: 'library.purge',
      title: 'Delete for good',
      word: 'Delete for good',
      key: 'Delete',
      icon: 'cross',
      reason: runsOnly,
      run: () => letGo(() => purge(entries, shelf.hide, shelf.show))
    }
  ].map((deed) => enabledFor(entries, { ...deed, bar: true } as Omit<Deed, 'enabled'>))
}

function deedsFor(entries: readonly Entry[], asks: Asks): Deed[] {
  const [first] = entries
  const runs = entries.filter(({ kind }) => kind === 'run')
  const stored = entries.filter(({ kind }) => kind !== 'problem')
  const noRuns = runs.length === 0 ? 'Only runs can do this' : null
  const notOne = runs.length === 1 && entries.length === 1 ? null : 'Choose one run'
  const deeds: Omit<Deed, 'enabled'>[] = [
    {
      id: 'library.open',
      title: 'Open',
      word: 'Open',
      icon: 'enter',
      reason: entries.length === 1 ? null : 'Choose one',
      run: () => first && open(first)
    },
    {
      id: 'library.compare',
      title: 'Compare settings and results',
      word: 'Compare',
      key: 'C',
      hint: 'compare',
      icon: 'compare',
      bar: true,
      reason: runs.length < 2 ? 'Choose two runs or more' : null,
      run: () => compare(runs)
    },
    {
      id: 'library.pin',
      title: first?.pinned === true ? 'Unpin' : 'Pin',
      word: first?.pinned === true ? 'Unpin' : 'Pin',
      key: 'P',
      hint: 'pin',
      icon: 'pin',
      bar: true,
      reason: noRuns,
      run: () => pin(runs)
    },
    { id: 'library.tag', title: 'Tags', word: 'Tags', key: 'T', icon: 'tag', bar: true, reason: noRuns, run: () => asks.tag(runs) },
    {
      id: 'library.rename',
      title: 'Rename',
      word: 'Rename',
      key: 'F2',
      icon: 'rename',
      reason: notOne,
      run: () => first && asks.rename(first)
    },
    {
      id: 'library.repeat',
      title: 'Train again, same seed',
      word: 'Train again',
      icon: 'retry',
      reason: notOne,
      run: () => first && repeat(first)
    },
    {
      id: 'file.export',
      title: 'Export as CSV and JSON',
      word: 'Export',
      key: 'Ctrl E',
      icon: 'export',
      bar: true,
      reason: noRuns,
      run: () => exportRuns(runs)
    },
    {
      id: 'library.trash',
      title: 'Move to the trash',
      word: 'Trash',
      key: 'Delete',
      hint: 'to trash',
      icon: 'trash',
      bar: true,
      reason: stored.length === 0 ? 'Built-in problems stay' : null,
      run: () => letGo(() => trash(stored))
    }
  ]
  return deeds.map((deed) => enabledFor(entries, deed))
}

/** The same as a context menu; what cannot be done with these entries is left out. */
export function menuFor(entries: readonly Entry[], place: Place, asks: Asks): MenuItem[] {
  return commandsFor(entries, place, asks)
    .filter((deed) => deed.id !== 'library.search' && deed.reason === null)
    .map((deed) => ({
      label: deed.title,
      ...(deed.icon !== undefined && { icon: deed.icon }),
      ...(deed.key !== undefined && { key: deed.key }),
      ruled: deed.id === 'library.trash' || deed.id === 'library.purge',
      run: () => run(deed)
    }))
}
