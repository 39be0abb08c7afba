import { LabError } from '../errors.ts'
import type { SweepParameter } from './schema.ts'

/** One value of a swept parameter; a list is written as its text, `[20, 20]`, so that it can stand in a table. */
export type Level = number | string

const GRID_DISTRIBUTIONS = ['categorical', 'constant', 'int_uniform', 'uniform', 'q_uniform', 'log_uniform', 'log_uniform_values'] as const

/**
 * The values that a sweep tries for one parameter: those listed, as they are listed, or `points` levels of a distribution, evenly spaced in it (for the
 * logarithmic ones: by a constant factor), ends included. `log_uniform` takes natural logarithms as min and max, `log_uniform_values` values: W&B's meaning.
 */
export function levels(name: string, given: SweepParameter): Level[] {
  const wrong = (message: string, cure: string) => new LabError('sweep-parameter', `Parameter ${name}: ${message}.`, cure)
  if (given.parameters !== undefined)
    throw wrong('nested parameters are not supported', `Write the path instead: ${name}.KEY: { values: [...] }.`)
  if (given.probabilities !== undefined) throw wrong('probabilities mean nothing in a grid', 'Remove probabilities: every value is tried.')
  const forms = [given.value !== undefined, given.values !== undefined, given.min !== undefined || given.max !== undefined].filter(
    Boolean
  ).length
  if (forms !== 1) throw wrong('needs exactly one of value, values, or min and max', `For example ${name}: { values: [1, 2] }.`)
  const listed = given.value === undefined ? 'categorical' : 'constant'
  if (given.min === undefined && given.max === undefined && given.distribution !== undefined && given.distribution !== listed) {
    throw wrong(`the distribution ${given.distribution} needs min and max`, 'Give both, or remove the distribution.')
  }
  if (given.value !== undefined) return [level(given.value, wrong)]
  if (given.values !== undefined) {
    if (given.values.length === 0) throw wrong('has no values', `For example ${name}: { values: [1, 2] }.`)
    if (given.points !== undefined) throw wrong('points goes with min and max, not with values', 'Remove one of the two.')
    return given.values.map((value) => level(value, wrong))
  }
  const { min, max, points } = given
  if (min === undefined || max === undefined) throw wrong('needs both min and max', 'Give the missing one.')
  if (!Number.isFinite(min) || !Number.isFinite(max) || min > max)
    throw wrong(`min ${min} and max ${max} are not an interval`, 'Give finite numbers with min <= max.')
  const distribution = given.distribution ?? (Number.isInteger(min) && Number.isInteger(max) ? 'int_uniform' : 'uniform')
  const spaced = (low: number, high: number, toValue: (at: number) => number) => {
    if (points === undefined) {
      throw wrong(
        `a grid over ${distribution} needs points`,
        `Say how many levels: ${name}: { distribution: ${distribution}, min: ${min}, max: ${max}, points: 3 }.`
      )
    }
    return unique(Array.from({ length: points }, (_, k) => toValue(points === 1 ? low : low + ((high - low) * k) / (points - 1))))
  }
  switch (distribution) {
    case 'uniform':
      return spaced(min, max, neat)
    case 'log_uniform':
      return spaced(min, max, (at) => neat(Math.exp(at)))
    case 'log_uniform_values':
      if (min <= 0) throw wrong('log_uniform_values needs min > 0', 'It takes the values themselves; log_uniform takes their logarithms.')
      return spaced(Math.log(min), Math.log(max), (at) => neat(Math.exp(at)))
    case 'int_uniform':
      if (!Number.isInteger(min) || !Number.isInteger(max)) throw wrong('int_uniform needs whole numbers', 'Use distribution: uniform.')
      return points === undefined ? counted(min, max, 1, wrong) : spaced(min, max, Math.round)
    case 'q_uniform':
      if (given.q === undefined) throw wrong('q_uniform needs q, the step', `For example q: ${neat((max - min) / 4) || 1}.`)
      return counted(min, max, given.q, wrong)
    default:
      throw wrong(`a grid cannot use the distribution ${distribution}`, `Available: ${GRID_DISTRIBUTIONS.join(', ')}.`)
  }
}

type Wrong = (message: string, cure: string) => LabError

function level(value: unknown, wrong: Wrong): Level {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value
    throw wrong(`${value} is not a finite number`, 'Give a finite number.')
  }
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number' || typeof item === 'string')) {
    return `[${value.join(', ')}]`
  }
  throw wrong(`${JSON.stringify(value)} cannot be a value`, 'Values are numbers, words, or lists of them.')
}

/** min, min + step, … up to max. */
function counted(min: number, max: number, step: number, wrong: Wrong): number[] {
  const count = Math.floor((max - min) / step + 1e-9) + 1
  if (count > 10_000) throw wrong(`${count} levels are too many`, 'Give points: 3, or a larger step q.')
  return Array.from({ length: count }, (_, k) => neat(min + k * step))
}

/** Rounds away what exp and log leave in the last digits: 0.0010000000000000002 is 0.001. */
const neat = (value: number) => Number(value.toPrecision(12))
const unique = <T>(values: readonly T[]) => [...new Set(values)]
