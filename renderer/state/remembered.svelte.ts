import type { Input } from '../../main/api/contract.ts'
import { report } from './failure.ts'
import { lab } from './lab.ts'

type Json = Input<'lab.remember'>['value']

/** A choice of the user that outlives the window. `accept` judges what was stored, perhaps by another version. */
export class Remembered<T extends Json> {
  readonly key: string
  readonly #accept: (stored: unknown) => stored is T
  #current = $state.raw() as T

  constructor(key: string, fallback: T, accept: (stored: unknown) => stored is T) {
    this.key = key
    this.#accept = accept
    this.#current = fallback
    all.push(this)
    // A view is imported when it is first shown, and its choices with it.
    if (recalled) this.recall().catch(report)
  }

  get current(): T {
    return this.#current
  }

  set current(value: T) {
    this.#current = value
    lab()['lab.remember']({ key: this.key, value }).catch(report)
  }

  async recall(): Promise<void> {
    const stored = await lab()['lab.recall']({ key: this.key })
    if (this.#accept(stored)) this.#current = stored
  }
}

const all: { recall(): Promise<void> }[] = []
let recalled = false

/** Fetches every choice; called once, before the first view is shown. */
export async function recallAll(): Promise<void> {
  await Promise.all(all.map((choice) => choice.recall()))
  recalled = true
}

export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
export const isText = (value: unknown): value is string => typeof value === 'string'
/** `isOneOf('cards', 'table')` */
export function isOneOf<const T extends string>(...words: readonly T[]): (value: unknown) => value is T {
  return (value): value is T => words.some((word) => word === value)
}
export function isRecordOf<T>(inner: (value: unknown) => value is T): (value: unknown) => value is Record<string, T> {
  return (value): value is Record<string, T> =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(inner)
}
