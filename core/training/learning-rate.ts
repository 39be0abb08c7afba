import type { OptimiserName } from './optimiser.ts'
import type { Schedule, Settings } from './settings.ts'

/** Learning rates that work on problems scaled to order one. */
const USUAL: Record<OptimiserName, number> = { gd: 1e-3, momentum: 1e-3, adagrad: 0.1, rmsprop: 1e-2, adam: 1e-2 }

/** The method that a run really uses: `auto` is Adam with a cosine schedule from 0.01 down to a hundredth of it. */
export interface Method {
  optimizer: OptimiserName
  learningRate: number
  schedule: Schedule
}

export function methodOf(given: Pick<Settings['training'], 'optimizer' | 'learning_rate' | 'schedule'>): Method {
  const optimizer = given.optimizer === 'auto' ? 'adam' : given.optimizer
  return {
    optimizer,
    learningRate: given.learning_rate ?? USUAL[optimizer],
    schedule: given.schedule ?? (given.optimizer === 'auto' ? 'cosine' : 'constant')
  }
}

/** Learning rate of iteration k of `iterations`: a function of k alone, never of the clock. */
export function learningRate({ learningRate: rate, schedule }: Method, k: number, iterations: number): number {
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
