import type { OptimiserName } from './optimiser.ts'
import type { Schedule, Settings } from './settings.ts'

/** Learning rates that work on problems scaled to order one. */
const USUAL: Record<OptimiserName, number> = { gd: 1e-3, momentum: 1e-3, adagrad: 0.1, rmsprop: 1e-2, adam: 1e-2, adam_course: 1e-3 }

/** The method of a phase. Only first-order ones have a learning rate. `auto` is settled where the problem is known (automatic.ts). */
export interface PhaseMethod {
  optimizer: Settings['training']['optimizer']
  learningRate?: number
  schedule?: Schedule
}

/** `auto` with a learning rate, a schedule or batches is Adam, by default with a cosine schedule from 0.01 down to a hundredth of it. */
export function methodOf(
  given: Pick<Settings['training'], 'optimizer' | 'learning_rate' | 'schedule'> & { batch?: number | undefined }
): PhaseMethod {
  const isAdam = given.optimizer === 'auto' && [given.learning_rate, given.schedule, given.batch].some((value) => value !== undefined)
  const optimizer = isAdam ? 'adam' : given.optimizer
  if (!isFirstOrder(optimizer)) return { optimizer }
  return { optimizer, learningRate: given.learning_rate ?? USUAL[optimizer], schedule: given.schedule ?? (isAdam ? 'cosine' : 'constant') }
}

const isFirstOrder = (name: string): name is OptimiserName => Object.hasOwn(USUAL, name)

/** Learning rate of iteration k of `iterations`: a function of k alone, never of the clock. */
export function learningRate({ learningRate: rate = 0, schedule = 'constant' }: PhaseMethod, k: number, iterations: number): number {
  return rate * share(typeof schedule === 'string' ? { type: schedule } : schedule, k, iterations)
}

function share(schedule: Exclude<Schedule, string>, k: number, n: number): number {
  switch (schedule.type) {
    case 'constant':
      return 1
    case 'step': {
      const { factor = 0.5, every = Math.max(1, Math.ceil(n / 4)) } = schedule
      return factor ** Math.floor(k / every)
    }
    case 'exponential':
      return (schedule.to ?? 0.01) ** (k / n)
    case 'cosine': {
      const { to = 0.01 } = schedule
      return to + (1 - to) * 0.5 * (1 + Math.cos((Math.PI * k) / n))
    }
    case 'warmup': {
      const over = Math.min(schedule.over ?? Math.max(1, Math.ceil(n / 20)), n)
      if (k < over) return (k + 1) / over
      return share({ type: schedule.then ?? 'constant' }, k - over, n - over)
    }
  }
}
