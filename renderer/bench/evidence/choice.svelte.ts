import { isOneOf, isText, Remembered } from '../../state/remembered.svelte.ts'

export type Deviation = 'error' | 'residual' | 'estimates'
/** The middle pane of a problem in one variable. */
export const deviation = new Remembered<Deviation>('bench.deviation', 'error', isOneOf('error', 'residual', 'estimates'))

/** The loss, or its terms apart. */
export const lossParts = new Remembered<'sum' | 'parts'>('bench.loss', 'sum', isOneOf('sum', 'parts'))

export type SolutionView = 'one' | 'together' | 'phase'
/** A system in one variable: one unknown, all of them, or two against each other. */
export const solutionView = new Remembered<SolutionView>('bench.solution', 'one', isOneOf('one', 'together', 'phase'))

/** The unknowns of the phase portrait, by the names that they have in whatever problem has both: `x,y`. */
export const phaseAxes = new Remembered<string>('bench.phase', '', isText)
