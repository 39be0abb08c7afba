import type { LibraryEntry } from '../../main/api/types.ts'
import { lab } from './lab.ts'

let entries = $state.raw<readonly LibraryEntry[]>([])
let loaded = $state(false)

/** The built-in problems. */
export const library = {
  get entries() {
    return entries
  },
  get loaded() {
    return loaded
  },
  find: (id: string): LibraryEntry | undefined => entries.find((entry) => entry.id === id),
  async refresh(): Promise<void> {
    entries = await lab()['library.list']({})
    loaded = true
  }
}
