import type { Experiment } from '../../core/training/experiment.ts'
import { Session } from '../../core/training/session.ts'
import { judged } from '../../core/verdict/index.ts'
import type { Level } from '../../core/verdict/types.ts'

/** A problem solved once, and how far off that is. */
export interface Solved {
  /** optimiser, or how many windows in time */
  method: string
  /** largest error over a dense grid that was never trained on: against the exact solution, else a classical one that states its own error */
  error: number | null
  /** the relative L2 norm of the same */
  relativeL2: number | null
  /** against what */
  against: string
  /** the classical solution's own error, where that is what it is held against */
  stated: number | null
  /** largest |u|, to judge the error by */
  scale: number
  estimated: number | null
  level: Level
  /** CPU seconds of training, without the verdict */
  seconds: number
  iterations: number
  /** why training ended, or that it came to its limit */
  reason: string
}

export const cpu = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1e6

/**
 * Trains to the end, or until `limit` CPU seconds are over, and judges what is there.
 * @param progress is told now and then how many iterations were made
 */
export function solve(
  experiment: Experiment,
  limit = Infinity,
  progress: (iterations: number, seconds: number) => void = () => undefined
): Solved {
  const began = cpu()
  const session = new Session(experiment)
  let told = began
  while (session.status === 'ready' && cpu() - began < limit) {
    session.advance(1)
    if (cpu() - told < 5) continue
    told = cpu()
    progress(session.iteration, told - began)
  }
  const seconds = cpu() - began
  const { parameters, form } = session.checkpoint()
  const verdict = judged(experiment, parameters, form)
  const { max_abs_error: exact, rel_l2: relative } = session.metrics()
  const windows = form?.windows?.length
  return {
    method: windows === undefined ? `${session.engine.optimizer}` : `${windows} windows`,
    error: exact ?? verdict.reference?.max_abs_error ?? null,
    relativeL2: relative ?? verdict.reference?.rel_l2 ?? null,
    against: exact === null ? (verdict.reference?.method ?? 'nothing') : 'exact',
    stated: exact === null ? (verdict.reference?.stated_error ?? null) : null,
    scale: verdict.scale,
    estimated: verdict.estimated_error,
    level: verdict.level,
    seconds,
    iterations: session.iteration,
    reason: session.status === 'ready' ? `stopped after ${limit} s` : (session.reason ?? 'all iterations were made')
  }
}
