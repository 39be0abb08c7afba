import { resolve } from 'node:path'

/** The checkout's root. */
export const ROOT = resolve(import.meta.dirname, '..')

/** A path in the checkout. */
export function at(...parts: string[]): string {
  return resolve(ROOT, ...parts)
}
