import type { LabErrorJson } from '../../core/errors.ts'
import { toast } from './toast.svelte.ts'

/** Any thrown value as the lab words its errors: what is wrong, and how to mend it. */
export function failureOf(thrown: unknown): LabErrorJson {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'cure' in thrown && 'message' in thrown) {
    const { code, message, cure } = thrown
    const place = 'place' in thrown && typeof thrown.place === 'object' ? thrown.place : {}
    const replacement = 'replacement' in thrown && typeof thrown.replacement === 'string' ? { replacement: thrown.replacement } : {}
    return { code: String(code), message: String(message), cure: String(cure), ...place, ...replacement }
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return { code: 'internal', message, cure: 'This is a defect of the lab: please report it with what you did before.' }
}

/** Says an error to the user. */
export function report(thrown: unknown): void {
  const { message, cure } = failureOf(thrown)
  toast.say(message, { tone: 'bad', detail: cure })
}

/** Runs something whose failure the user should hear of; undefined when it failed. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    report(error)
    return undefined
  }
}
