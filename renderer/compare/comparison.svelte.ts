import { untrack } from 'svelte'
import { withSlots } from './slots.ts'
import type { Slots } from './slots.ts'

let slots = $state.raw<Slots>({})
let seen = $state.raw<readonly string[]>([])

/** What was compared since the window opened: a run that comes back has the style it had. */
export const comparison = {
  styleOf: (run: string): number => slots[run] ?? 0,
  /** all that were shown, in the order in which they came */
  get seen() {
    return seen
  },
  /** Called from effects: what it changes it must not be said to depend on. */
  note: (shown: readonly string[]): void =>
    untrack(() => {
      const fresh = shown.filter((run) => !seen.includes(run))
      if (fresh.length === 0) return
      seen = [...seen, ...fresh]
      slots = withSlots(slots, shown)
    })
}
