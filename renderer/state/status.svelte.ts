import { untrack } from 'svelte'

/** The left part of the status bar: what runs now, and where it is stored. */
export interface StatusLine {
  tone: 'accent' | 'good' | 'warn' | 'bad' | 'mute'
  pulse?: boolean
  /** set strong, beside the dot */
  word: string
  /** short facts after it */
  facts?: readonly string[]
}

let lines = $state.raw<readonly StatusLine[]>([])

export const status = {
  get current(): StatusLine | undefined {
    return lines.at(-1)
  }
}

/** Puts a line into the status bar until the returned function is called: `$effect(() => showStatus({ … }))`. */
export function showStatus(line: StatusLine): () => void {
  untrack(() => (lines = [...lines, line]))
  return () => untrack(() => (lines = lines.filter((other) => other !== line)))
}
