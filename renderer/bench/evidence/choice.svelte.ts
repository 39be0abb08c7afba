import { isOneOf, Remembered } from '../../state/remembered.svelte.ts'

/** The middle pane of a problem in one variable. */
export const deviation = new Remembered<'error' | 'residual'>('bench.deviation', 'error', isOneOf('error', 'residual'))
