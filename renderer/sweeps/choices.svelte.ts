import { isBoolean, Remembered } from '../state/remembered.svelte.ts'
import { EXTRAS } from './table.ts'
import type { Extra } from './table.ts'

const isExtras = (value: unknown): value is Extra[] => Array.isArray(value) && value.every((one) => EXTRAS.some(({ id }) => id === one))

/** Whether the table leaves out what is the same in all configurations. */
export const onlyChanged = new Remembered('sweeps.onlyChanged', true, isBoolean)
/** The columns that stand beside the parameters and the metric. */
export const shownColumns = new Remembered<Extra[]>('sweeps.columns', ['seeds', 'n', 'failed'], isExtras)
