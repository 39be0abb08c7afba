import type { OptimiserName } from './optimiser.ts'
import type { Settings } from './settings.ts'

/** Learning rates that work on problems scaled to order one. */
const USUAL: Record<OptimiserName, number> = { gd: 1e-3, momentum: 1e-3, adagrad: 0.1, rmsprop: 1e-2, adam: 1e-2 }

/** The method that a run really uses: `auto` is Adam with a cosine schedule from 0.01 down to a hundredth of it. */
export interface Method {
  optimizer: OptimiserName
  learningRate: number
  schedule: 'constant' | 'cosine'
}

export function methodOf(training: Settings['training']): Method {
  const optimizer = training.optimizer === 'auto' ? 'adam' : training.optimizer
  return {
    optimizer,
    learningRate: training.learning_rate ?? USUAL[optimizer],
    schedule: training.schedule ?? (training.optimizer === 'auto' ? 'cosine' : 'constant')
  }
}

/** Learning rate of iteration k of `iterations`: a function of k alone, never of the clock. */
export function learningRate({ learningRate: rate, schedule }: Method, k: number, iterations: number): number {
  if (schedule === 'constant') return rate
  return rate * (0.01 + 0.99 * 0.5 * (1 + Math.cos((Math.PI * k) / iterations)))
}
