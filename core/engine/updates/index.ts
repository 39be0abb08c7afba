import { machine } from '../wasm/probe.ts'
import { updateByRows } from './by-rows.ts'
import { compiledUpdate } from './compiled.ts'
import { UPDATE_RULES, type UpdateName } from './rules.ts'
import type { Update } from './update.ts'

export type { UpdateName } from './rules.ts'
export type { Update } from './update.ts'

/** How many numbers a rule keeps of each parameter. */
export const memoriesOf = (name: UpdateName): number => UPDATE_RULES[name].memories

/** A rule's update of so many parameters, compiled where WebAssembly has vectors; the bits are the same without. */
export function makeUpdate(name: UpdateName, memories: readonly Float64Array[], size: number): Update {
  return machine().vectors ? compiledUpdate(name, memories, size) : updateByRows(UPDATE_RULES[name], memories, size)
}
