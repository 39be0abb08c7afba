import type { Progress, RunStatus } from '../../api/types.ts'
import type { Lab } from '../../lab/lab.ts'
import type { Io } from './io.ts'
import { Meter } from './meter.ts'
import { duration, six } from './table.ts'

const OVER: ReadonlySet<RunStatus> = new Set(['FINISHED', 'DIVERGED', 'FAILED', 'CANCELLED', 'PAUSED', 'LOST', 'PRUNED'])

function line({ iteration, iterations, loss, metrics, secondsLeft, stage }: Progress): string {
  const error = metrics?.max_abs_error == null ? '' : `   error ${six(metrics.max_abs_error)}`
  const left = secondsLeft === null ? '' : `   ${stage === undefined ? '' : 'at most '}${duration(secondsLeft)} left`
  const now = stage === undefined ? '' : `   ${stage}`
  return `${iteration} of ${iterations} (${Math.floor((100 * iteration) / iterations)} %)   loss ${six(loss)}${error}${left}${now}`
}

/**
 * Follows a run that this process trains to its end, with a line that says how far it is. Ctrl-C cancels the run and keeps what
 * it has reached; a second one ends the process at once.
 */
export async function followRun(lab: Lab, io: Io, run: string, quiet: boolean): Promise<void> {
  const meter = new Meter(io)
  let error: Progress['metrics'] = null
  let interrupted = false
  const { promise: over, resolve, reject } = Promise.withResolvers<void>()
  const look = () => {
    lab.handlers['run.get']({ run }).then(({ status }) => OVER.has(status) && resolve(), reject)
  }
  const unsubscribe = lab.events.subscribe((event, payload) => {
    if (!('run' in payload) || payload.run !== run) return
    if (event === 'run.changed') look()
    else if ('iteration' in payload && !quiet && !interrupted) {
      error = payload.metrics ?? error
      meter.show(line({ ...payload, metrics: error }))
    }
  })
  const stopListening = io.onInterrupt(() => {
    if (interrupted) process.exit(130)
    interrupted = true
    meter.show('cancelling; what was reached is kept')
    lab.handlers['run.cancel']({ run }).catch(look)
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
