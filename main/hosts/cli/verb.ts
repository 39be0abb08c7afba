import type { Lab } from '../../lab/lab.ts'
import type { Io } from './io.ts'
import type { Option, Words } from './options.ts'

export const EXIT = { done: 0, failed: 1, badInput: 2, cancelled: 130 } as const

/** What a verb works with. */
export interface Call {
  words: Words
  io: Io
  json: boolean
  /** opens the lab over the folder that --lab names; closed when the verb is done */
  lab: (workers?: number) => Promise<Lab>
  /** prints one JSON document, or what `text` makes for people */
  print: (document: unknown, text: () => string) => void
}

/** A verb of the command line, or with `verbs` a family of them. */
export interface Verb {
  name: string
  /** what follows the verb, e.g. "FILE|ID [--set PATH=YAML]…" */
  usage: string
  summary: string
  options: readonly Option[]
  /** how many words besides options it takes */
  takes: readonly [least: number, most: number]
  run: (call: Call) => Promise<number>
}

export interface Family {
  name: string
  summary: string
  verbs: readonly Verb[]
}
