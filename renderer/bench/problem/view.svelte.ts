import { isOneOf, Remembered } from '../../state/remembered.svelte.ts'

export type ProblemView = 'typeset' | 'source'

/** How problems are shown: chosen once, remembered. */
export const problemView = new Remembered<ProblemView>('bench.problem', 'typeset', isOneOf('typeset', 'source'))
