import type { Settings } from '../../core/training/settings.ts'
import type { Cure } from '../../core/verdict/types.ts'
import { group } from '../charts/format.ts'

/** Settings as the user wrote them: only what differs from the problem's own. */
export type Overlay = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The overlay with the value at a path (`training.learning_rate`) replaced; undefined takes it out. */
export function withSetting(settings: Overlay, path: string, value: unknown): Overlay {
  const [head = '', ...rest] = path.split('.')
  if (rest.length > 0) {
    const inner = settings[head]
    return { ...settings, [head]: withSetting(isRecord(inner) ? inner : {}, rest.join('.'), value) }
  }
  const { [head]: _, ...others } = settings
  return value === undefined ? others : { ...others, [head]: value }
}

/** The settings with what a verdict's cure changes; a method that is left to the lab leaves nothing of the one before. */
export function cured(settings: Overlay, changes: Cure['changes']): Overlay {
  return changes
    .filter(({ path }) => !path.startsWith('problem.'))
    .reduce<Overlay>((before, { path, value }) => {
      const bare =
        path === 'training.optimizer' && value === 'auto'
          ? METHOD.reduce<Overlay>((left, key) => withSetting(left, `training.${key}`, undefined), before)
          : before
      return withSetting(bare, path, value)
    }, settings)
}

const METHOD = ['learning_rate', 'schedule', 'momentum', 'batch', 'phases']

export const OPTIMISERS = [
  { value: 'auto', label: 'Automatic' },
  { value: 'gd', label: 'Gradient descent' },
  { value: 'momentum', label: 'Momentum' },
  { value: 'adagrad', label: 'AdaGrad' },
  { value: 'rmsprop', label: 'RMSprop' },
  { value: 'adam', label: 'Adam' },
  { value: 'adam_course', label: 'Adam, the course’s' },
  { value: 'gauss_newton', label: 'Gauss-Newton' },
  { value: 'lm', label: 'Levenberg-Marquardt' },
  { value: 'lbfgs', label: 'L-BFGS' },
  { value: 'ssbroyden', label: 'Self-scaled Broyden' },
  { value: 'instant', label: 'Instant solve' }
] as const satisfies readonly { value: Settings['training']['optimizer']; label: string }[]

export const ACTIVATIONS = [
  { value: 'sigmoid', label: 'Sigmoid' },
  { value: 'tanh', label: 'Tanh' },
  { value: 'sine', label: 'Sine' },
  { value: 'silu', label: 'SiLU' },
  { value: 'gelu', label: 'GELU' },
  { value: 'softplus', label: 'Softplus' },
  { value: 'relu', label: 'ReLU' },
  { value: 'leaky_relu', label: 'Leaky ReLU' },
  { value: 'elu', label: 'ELU' }
] as const

export const PRECISIONS = [
  { value: 'float64', label: 'float64' },
  { value: 'float32', label: 'float32' }
] as const

/** How a run is computed, and what each way is for. */
export const ENGINES = [
  {
    value: 'auto',
    label: 'Fastest',
    words: 'Compiled for this processor. The same seed gives the same bits here; on another kind of processor the last digits may differ.'
  },
  {
    value: 'portable',
    label: 'Portable',
    words:
      'Compiled without what only some processors have: the same seed gives the same bits on every machine. For results that others are to repeat exactly; a little slower.'
  },
  {
    value: 'interpreter',
    label: 'Interpreter',
    words: 'Not compiled: the slow, plain computation against which the compiled one is checked. For doubts about a result.'
  }
] as const

export const LAYOUTS = [
  { value: 'uniform', label: 'uniform' },
  { value: 'chebyshev', label: 'Chebyshev' },
  { value: 'random', label: 'random' },
  { value: 'lhs', label: 'Latin' },
  { value: 'sobol', label: 'Sobol' }
] as const

export const LEARNING_RATES = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3]

/** What an optimiser starts with when nobody says: the lab's own defaults, shown until one is chosen. */
const USUAL: Partial<Record<Settings['training']['optimizer'], number>> = {
  auto: 0.01,
  gd: 0.001,
  momentum: 0.001,
  adagrad: 0.1,
  rmsprop: 0.01,
  adam: 0.01
}

export function shownRate({ optimizer, learning_rate }: Settings['training']): number {
  return learning_rate ?? USUAL[optimizer] ?? 0.01
}

/** One activation for all layers, or the word for several. */
export function shownActivation(activation: Settings['network']['activation']): string {
  if (!Array.isArray(activation)) return activation
  return new Set(activation).size === 1 ? (activation[0] ?? 'tanh') : 'mixed'
}

/** `10 uniform`, `10 × 10 uniform`, `2 000 random` */
export function shownPoints({ count, layout }: Settings['points'], total: number | null): string {
  const kind = LAYOUTS.find(({ value }) => value === layout)?.label ?? layout
  const amount =
    typeof count === 'object'
      ? Object.values(count).map(group).join(' × ')
      : count !== undefined
        ? group(count)
        : total === null
          ? ''
          : group(total)
  return `${amount} ${kind}`.trim()
}

/** `15, lecture` for the lecture's generator, `15` for the lab's own. */
export function shownSeed(seed: Settings['seed']): string {
  return typeof seed === 'string' ? `${seed.replace('lecture:', '')}, lecture` : String(seed)
}

/** What was typed as a seed; null when it is none. */
export function parseSeed(typed: string): Settings['seed'] | null {
  const text = typed.trim().toLowerCase()
  const lecture = /^(?:lecture:\s*(\d{1,10})|(\d{1,10})\s*,?\s*lecture)$/.exec(text)
  if (lecture !== null) return `lecture:${Number(lecture[1] ?? lecture[2])}`
  return /^\d{1,10}$/.test(text) && Number(text) <= 0xffffffff ? Number(text) : null
}

/** Another seed of the same kind. `random` is in [0, 1). */
export function nextSeed(seed: Settings['seed'], random: number): Settings['seed'] {
  const number = 1 + Math.floor(random * 9999)
  return typeof seed === 'string' ? `lecture:${number}` : number
}

/** Widths with one neuron more or less in a layer. */
export function resized(hidden: readonly number[], layer: number, by: number): number[] {
  return hidden.map((width, i) => (i === layer ? Math.max(1, width + by) : width))
}

const TRIAL = /^trial[ \t]*:/

/** A problem in paper form with its trial solution replaced: `auto`, `none`, or one text an unknown. */
export function withTrial(paper: string, trial: 'auto' | 'none' | Readonly<Record<string, string>>): string {
  const lines = paper.replace(/\n+$/, '').split('\n')
  const kept: string[] = []
  let inside = false
  for (const line of lines) {
    if (TRIAL.test(line)) inside = true
    else if (!inside || !/^(\s|$)/.test(line)) {
      inside = false
      kept.push(line)
    }
  }
  if (trial === 'auto') return `${kept.join('\n')}\n`
  const value =
    trial === 'none'
      ? 'none'
      : `{ ${Object.entries(trial)
          .map(([unknown, text]) => `${unknown}: ${JSON.stringify(text)}`)
          .join(', ')} }`
  return `${[...kept, `trial: ${value}`].join('\n')}\n`
}

/** A problem in paper form with the values of parameters as they were dragged, in place of those written there. */
export function withParameters(paper: string, values: Readonly<Record<string, string | number>>): string {
  return paper
    .split('\n')
    .map((line) => {
      if (/^[A-Za-z_]+[ \t]*:/.test(line)) return line
      return Object.entries(values).reduce(
        (text, [name, value]) => text.replace(new RegExp(`(^|,)(\\s*)${name}(\\s*=\\s*)[^,#]*`), `$1$2${name}$3${value}`),
        line
      )
    })
    .join('\n')
}
