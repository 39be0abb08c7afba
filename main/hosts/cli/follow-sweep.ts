import type { SweepSummary } from '../../api/types.ts'
import type { Lab } from '../../lab/lab.ts'
import type { Io } from './io.ts'
import { Meter } from './meter.ts'
import { duration } from './table.ts'

function line({ counts, total, secondsLeft }: SweepSummary): string {
  const failed = counts.DIVERGED + counts.FAILED
  const left = secondsLeft === null ? '' : `   about ${duration(secondsLeft)} left`
  return `${counts.FINISHED} of ${total} runs finished, ${counts.RUNNING} running, ${failed} failed${left}`
}

/** Whether nothing of the sweep is being trained any more and nothing will be. */
function isOver({ status, counts }: SweepSummary): boolean {
  return status === 'FINISHED' || (status !== 'RUNNING' && status !== 'QUEUED' && counts.RUNNING === 0)
}

/** Follows a sweep that this process runs. Ctrl-C cancels it and keeps what it has; a second one ends the process at once. */
export async function followSweep(lab: Lab, io: Io, sweep: string): Promise<void> {
  const meter = new Meter(io)
  let interrupted = false
  const { promise: over, resolve, reject } = Promise.withResolvers<void>()
  const look = () => {
    lab.handlers['sweep.get']({ sweep }).then((detail) => {
      if (isOver(detail)) resolve()
      else if (!interrupted) meter.show(line(detail))
    }, reject)
  }
  const unsubscribe = lab.events.subscribe((event, payload) => {
    if (event === 'sweep.changed' && 'sweep' in payload && payload.sweep === sweep) look()
  })
  const stopListening = io.onInterrupt(() => {
    if (interrupted) process.exit(130)
    interrupted = true
    meter.show('cancelling; what was reached is kept')
    lab.handlers['sweep.cancel']({ sweep }).catch(look)
  })
  try {
    look()
    await over
  } finally {
    unsubscribe()
    stopListening()
    meter.clear()
  }
}
