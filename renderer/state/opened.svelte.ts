import { isoNow } from './clock.ts'
import { isRecordOf, isText, Remembered } from './remembered.svelte.ts'

const KEPT = 300
const times = new Remembered<Record<string, string>>('library.opened', {}, isRecordOf(isText))

/** When runs and sweeps were last looked at. */
export const opened = {
  /** ISO time; empty when it never was */
  at: (id: string): string => times.current[id] ?? '',
  note(id: string): void {
    const newest = Object.entries({ ...times.current, [id]: isoNow() }).sort(([, a], [, b]) => (a < b ? 1 : -1))
    times.current = Object.fromEntries(newest.slice(0, KEPT))
  }
}
