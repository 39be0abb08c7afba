import type { Settings } from '../../core/training/settings.ts'
import { listText, parseNumbers, parseWords } from './lists.ts'
import type { Parsed } from './lists.ts'

/** What a sweep may vary by the form; everything else goes by the source. */
export interface FieldSpec {
  /** as the sweep file writes it */
  name: 'learning_rate' | 'width' | 'depth' | 'activation' | 'optimizer' | 'iterations'
  label: string
  placeholder: string
  parse: (typed: string) => Parsed<number | string>
  /** the value that the experiment has without a sweep */
  own: (settings: Settings) => string
}

const ACTIVATIONS = ['tanh', 'sigmoid', 'sine', 'silu', 'gelu', 'softplus', 'relu', 'leaky_relu', 'elu']
const OPTIMIZERS = ['auto', 'gd', 'momentum', 'adagrad', 'rmsprop', 'adam', 'adam_course']
const same = <T>(values: readonly T[]) => new Set(values).size === 1

export const FIELDS: readonly FieldSpec[] = [
  {
    name: 'learning_rate',
    label: 'Learning rate',
    placeholder: '1e-4, 1e-3, 0.01',
    parse: (typed) => parseNumbers(typed, { above: 0 }),
    own: ({ training }) => (training.learning_rate === undefined ? 'by the method' : String(training.learning_rate))
  },
  {
    name: 'width',
    label: 'Nodes in each hidden layer',
    placeholder: '2, 5, 10, 20, 50',
    parse: (typed) => parseNumbers(typed, { integer: true, min: 1, max: 4096 }),
    own: ({ network: { hidden } }) => (same(hidden) ? String(hidden[0]) : hidden.join(', then '))
  },
  {
    name: 'depth',
    label: 'Hidden layers',
    placeholder: '1..3',
    parse: (typed) => parseNumbers(typed, { integer: true, min: 1, max: 16 }),
    own: ({ network: { hidden } }) => String(hidden.length)
  },
  {
    name: 'activation',
    label: 'Activation',
    placeholder: 'tanh, sigmoid, sine',
    parse: (typed) => parseWords(typed, ACTIVATIONS, { sin: 'sine', swish: 'silu' }),
    own: ({ network: { activation } }) => (Array.isArray(activation) ? activation.join(', then ') : activation)
  },
  {
    name: 'optimizer',
    label: 'Optimiser',
    placeholder: 'gd, adam',
    parse: (typed) => parseWords(typed, OPTIMIZERS, { gradient_descent: 'gd' }),
    own: ({ training }) => training.optimizer
  },
  {
    name: 'iterations',
    label: 'Iterations',
    placeholder: '2000',
    parse: (typed) => parseNumbers(typed, { integer: true, min: 1, max: 100_000_000 }),
    own: ({ training }) => String(training.iterations)
  }
]
export type FieldName = FieldSpec['name']

/** The form as it is typed; an empty field leaves the experiment's own value. */
export interface Fields {
  name: string
  values: Record<FieldName, string>
  seeds: string
  metric: string
}

export const NO_VALUES: Fields['values'] = { learning_rate: '', width: '', depth: '', activation: '', optimizer: '', iterations: '' }

/** How many seeds a new sweep has: with fewer the quartiles say nothing, and one is a draw. */
const SEEDS = 5

/** A first sweep worth running: learning rates and widths around the experiment's own, and five seeds from its seed on. */
export function suggested(settings: Settings): Fields {
  const rate = settings.training.learning_rate
  const lecture = /^lecture:(\d+)$/.exec(String(settings.seed))?.[1]
  const first = Number(lecture ?? settings.seed)
  const seeds = Array.from({ length: SEEDS }, (_, k) => (lecture === undefined ? first + k : `lecture:${first + k}`))
  const rates = rate === undefined ? [] : [0.1, 1, 10].map((factor) => Number((rate * factor).toPrecision(6)))
  return {
    name: '',
    values: { ...NO_VALUES, learning_rate: listText(rates), width: '5, 10, 20, 50' },
    seeds: listText(seeds),
    metric: 'max_abs_error'
  }
}
