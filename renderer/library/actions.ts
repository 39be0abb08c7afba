import { count } from '../components/words.ts'
import { attempt } from '../state/failure.ts'
import { saveFiles } from '../state/files.ts'
import { lab } from '../state/lab.ts'
import { go } from '../state/route.svelte.ts'
import { runs } from '../state/runs.svelte.ts'
import { sweeps } from '../state/sweeps.svelte.ts'
import { toast } from '../state/toast.svelte.ts'
import { undo } from '../state/undo.svelte.ts'
import type { Entry } from './entries.ts'

const runIds = (entries: readonly Entry[]) => entries.filter(({ kind }) => kind === 'run').map(({ id }) => id)
const sweepIds = (entries: readonly Entry[]) => entries.filter(({ kind }) => kind === 'sweep').map(({ id }) => id)

function nameThem(entries: readonly Entry[]): string {
  const [first, ...rest] = entries
  if (first !== undefined && rest.length === 0) return first.name
  const parts = [runIds(entries).length, sweepIds(entries).length]
  return [parts[0] ? count(parts[0], 'run') : '', parts[1] ? count(parts[1], 'sweep') : ''].filter((part) => part !== '').join(' and ')
}

export function open(entry: Entry): void {
  go(entry.kind === 'sweep' ? 'sweeps' : 'bench', entry.id)
}

async function send(entries: readonly Entry[], where: 'trash' | 'restore'): Promise<void> {
  const ids = runIds(entries)
  if (ids.length > 0) await lab()[`run.${where}`]({ runs: ids })
  for (const sweep of sweepIds(entries)) await lab()[`sweep.${where}`]({ sweep })
  await Promise.all([runs.refresh(), sweeps.refresh()])
}

/** Deletion never asks: it goes to the trash, and can be undone. */
export async function trash(entries: readonly Entry[]): Promise<void> {
  const those = entries.filter(({ kind }) => kind !== 'problem')
  if (those.length === 0) return
  await send(those, 'trash')
  undo.note({ label: `Moved ${nameThem(those)} to the trash`, undo: () => send(those, 'restore'), redo: () => send(those, 'trash') }, true)
}

export async function restore(entries: readonly Entry[]): Promise<void> {
  await send(entries, 'restore')
  undo.note({ label: `Restored ${nameThem(entries)}`, undo: () => send(entries, 'trash'), redo: () => send(entries, 'restore') }, true)
}

/** Deletes runs for good, but only when the toast that offers Undo has gone: this alone cannot be taken back. */
export function purge(entries: readonly Entry[], hide: (keys: readonly string[]) => void, show: (keys: readonly string[]) => void): void {
  const ids = runIds(entries)
  const keys = entries.filter(({ kind }) => kind === 'run').map(({ key }) => key)
  if (ids.length === 0) return
  hide(keys)
  const deed = async () => {
    await lab()['run.purge']({ runs: ids })
    await runs.refresh()
  }
  toast.say(`Deleting ${count(ids.length, 'run')} for good`, {
    action: { label: 'Undo', run: () => show(keys) },
    gone: () => void attempt(deed).finally(() => show(keys))
  })
}

export async function pin(entries: readonly Entry[]): Promise<void> {
  const those = entries.filter(({ kind }) => kind === 'run')
  const pinned = those.some((entry) => !entry.pinned)
  const set = async (to: (entry: Entry) => boolean) => {
    await Promise.all(those.map((entry) => lab()['run.pin']({ run: entry.id, pinned: to(entry) })))
    await runs.refresh()
  }
  await set(() => pinned)
  undo.note({
    label: `${pinned ? 'Pinned' : 'Unpinned'} ${nameThem(those)}`,
    undo: () => set((entry) => entry.pinned),
    redo: () => set(() => pinned)
  })
}

export async function rename(entry: Entry, name: string): Promise<void> {
  if (name.trim() === '' || name === entry.name) return
  const set = async (to: string) => {
    await lab()['run.rename']({ run: entry.id, name: to })
    await runs.refresh()
  }
  await set(name.trim())
  undo.note({ label: `Renamed ${entry.name}`, undo: () => set(entry.name), redo: () => set(name.trim()) })
}

/** Gives every run a tag, or takes it from all of them. */
export async function tag(entries: readonly Entry[], word: string, on: boolean): Promise<void> {
  const those = entries.filter(({ kind }) => kind === 'run')
  const set = async (tagsOf: (entry: Entry) => readonly string[]) => {
    await Promise.all(those.map((entry) => lab()['run.tag']({ run: entry.id, tags: [...tagsOf(entry)] })))
    await runs.refresh()
  }
  const without = (entry: Entry) => entry.tags.filter((other) => other !== word)
  const changed = (entry: Entry) => (on ? [...without(entry), word] : without(entry))
  await set(changed)
  undo.note({ label: `${on ? 'Tagged' : 'Untagged'} ${nameThem(those)}`, undo: () => set((entry) => entry.tags), redo: () => set(changed) })
}

export function compare(entries: readonly Entry[]): void {
  go('compare', null, { runs: runIds(entries).join(',') })
}

/** The same problem, settings and seed again. */
export async function repeat(entry: Entry): Promise<void> {
  const started = await attempt(() => lab()['run.repeat']({ run: entry.id }))
  if (started !== undefined) go('bench', started.run)
}

export async function exportRuns(entries: readonly Entry[]): Promise<void> {
  const files = await lab()['export.data']({ runs: runIds(entries), formats: ['csv', 'json'] })
  await saveFiles(files)
}
