import { isBoolean, Remembered } from '../state/remembered.svelte.ts'
import { FIRST_PINNED, PINNABLE } from './rows.ts'

const isPinned = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => PINNABLE.some(({ id }) => id === one))

/** Columns that stand there beside name, status and what varies. */
export const pinned = new Remembered<string[]>('compare.columns', FIRST_PINNED, isPinned)
/** Whether settings that are the same in all runs listed are left out. */
export const onlyChanged = new Remembered('compare.onlyChanged', true, isBoolean)
