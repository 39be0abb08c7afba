import { report } from './failure.ts'
import { toast } from './toast.svelte.ts'

/** A deed that can be taken back. `label` is past tense and says what was done: "Moved 3 runs to the trash". */
export interface Deed {
  label: string
  undo: () => unknown
  redo: () => unknown
}

const KEPT = 200

let done = $state.raw<readonly Deed[]>([])
let undone = $state.raw<readonly Deed[]>([])

async function back(): Promise<void> {
  const deed = done.at(-1)
  if (deed === undefined) return
  done = done.slice(0, -1)
  try {
    await deed.undo()
    undone = [...undone, deed]
  } catch (error) {
    report(error)
  }
}

async function again(): Promise<void> {
  const deed = undone.at(-1)
  if (deed === undefined) return
  undone = undone.slice(0, -1)
  try {
    await deed.redo()
    done = [...done, deed]
  } catch (error) {
    report(error)
  }
}

export const undo = {
  get last(): Deed | undefined {
    return done.at(-1)
  },
  get next(): Deed | undefined {
    return undone.at(-1)
  },
  /** Notes a deed that has been done. With `aloud` a toast offers Undo. */
  note(deed: Deed, aloud = false): void {
    done = [...done, deed].slice(-KEPT)
    undone = []
    if (aloud) toast.say(deed.label, { action: { label: 'Undo', run: back } })
  },
  back,
  again,
  clear(): void {
    done = []
    undone = []
  }
}
