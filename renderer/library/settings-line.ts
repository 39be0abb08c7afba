import type { Settings } from '../../core/training/settings.ts'
import { setting } from '../components/words.ts'
import { group } from '../charts/format.ts'

const OPTIMIZERS: Record<Settings['training']['optimizer'], string> = {
  auto: 'automatic',
  gd: 'gradient descent',
  momentum: 'momentum',
  adagrad: 'Adagrad',
  rmsprop: 'RMSprop',
  adam: 'Adam',
  adam_course: 'the course’s Adam',
  gauss_newton: 'Gauss-Newton',
  lm: 'Levenberg-Marquardt',
  lbfgs: 'L-BFGS',
  ssbroyden: 'self-scaled Broyden',
  instant: 'instant solve'
}

export const optimizerName = (settings: Settings): string => OPTIMIZERS[settings.training.optimizer]

/** The layers and what acts in them: `[10, 10] sigmoid`. */
export function networkLine(settings: Settings): string {
  const { hidden, activation } = settings.network
  const names = Array.isArray(activation) ? [...new Set(activation)].join(', ') : activation
  return `[${hidden.join(', ')}] ${names}`
}

/** How it is trained: `gradient descent, 0.001`. */
export function trainingLine(settings: Settings): string {
  const { learning_rate: rate } = settings.training
  return rate === undefined ? optimizerName(settings) : `${optimizerName(settings)}, ${setting(rate)}`
}

/** One line under a name: `[10] sigmoid, gradient descent`. */
export function settingsLine(settings: Settings): string {
  return `${networkLine(settings)}, ${optimizerName(settings)}`
}

export const iterationsLine = (iterations: number): string => `${group(iterations)} iterations`
