import type { Derivation, NodeId, NodeReport, SweepMode, SweepStep } from '../../core/autodiff/explore/report.ts'

/** Where the reader is in a sweep: `null` is the whole sweep at once; 0 is before its first step. */
export type Place = number | null

export const MODES = ['evaluation', 'forward', 'reverse'] as const satisfies readonly SweepMode[]
export const MODE_WORDS: Record<SweepMode, string> = { evaluation: 'Values', forward: 'Forward', reverse: 'Reverse' }
/** what a node gets in each sweep */
export const GETS: Record<SweepMode, string> = { evaluation: 'value', forward: 'tangent', reverse: 'adjoint' }

type Sweeps = Pick<Derivation, 'sweeps'>

/** How far a place is, in steps done. */
export function done({ sweeps }: Sweeps, mode: SweepMode, place: Place): number {
  const { length } = sweeps[mode]
  return place === null ? length : Math.min(place, length)
}

/** The step that has just been taken; none before the first, and none when the whole sweep is shown at once. */
export function currentStep({ sweeps }: Sweeps, mode: SweepMode, place: Place): SweepStep | null {
  return place === null || place === 0 ? null : (sweeps[mode][place - 1] ?? null)
}

/** One step on; from the whole sweep, its first one. Null when there is none. */
export function onward({ sweeps }: Sweeps, mode: SweepMode, place: Place): number | null {
  const next = (place ?? 0) + 1
  return next <= sweeps[mode].length ? next : null
}

/** One step back; from the whole sweep, all but its last one. Null when there is none. */
export function backward({ sweeps }: Sweeps, mode: SweepMode, place: Place): number | null {
  const next = (place ?? sweeps[mode].length) - 1
  return next >= 0 ? next : null
}

/** For every node the number of the step in which the sweep reaches it, from 1. */
export function stepOfNode({ sweeps }: Sweeps, mode: SweepMode): ReadonlyMap<NodeId, number> {
  return new Map(sweeps[mode].map(({ node }, k) => [node, k + 1]))
}

/** What of a node's number the reader may see: all of it, that it comes next, or nothing yet. */
export type Seen = 'known' | 'next' | 'hidden'

/** Numbers of the sweep that is being taken appear step by step; those of sweeps before it are known, those after it are not there. */
export function seen(of: SweepMode, mode: SweepMode, place: Place, step: number | undefined): Seen {
  const [mine, now] = [MODES.indexOf(of), MODES.indexOf(mode)]
  if (mine !== now) return mine < now ? 'known' : 'hidden'
  if (place === null || step === undefined || step <= place) return 'known'
  return step === place + 1 ? 'next' : 'hidden'
}

export function numberOf(node: NodeReport, mode: SweepMode): number | null {
  return mode === 'evaluation' ? node.value : mode === 'forward' ? node.tangent : node.adjoint
}

/** Steps a second while it plays: one in 1.1 s for what one wants to read, and never longer than 12 s altogether. */
export function pauseBetween(steps: number): number {
  return Math.max(30, Math.min(1100, 12_000 / Math.max(1, steps)))
}
