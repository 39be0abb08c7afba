import { untrack } from 'svelte'
import { withSlots } from './slots.ts'
import type { Slots } from './slots.ts'

let slots = $state.raw<Slots>({})

/** The styles of all that was compared since the window opened: a run that comes back has the one it had. */
export const comparison = {
  styleOf: (run: string): number => slots[run] ?? 0,
  /** Called from effects: what it changes it must not be said to depend on. */
  note: (shown: readonly string[]): void =>
    untrack(() => {
      if (shown.some((run) => slots[run] === undefined)) slots = withSlots(slots, shown)
    })
}
