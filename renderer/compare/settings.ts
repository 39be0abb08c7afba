import type { RunSummary } from '../../main/api/types.ts'
import { valueWord } from '../sweeps/words.ts'

/** What a run was asked for, path by path: settings, and the problem's parameters. */
export type Flat = Readonly<Record<string, string>>

const LABELS: Readonly<Record<string, string>> = {
  problem: 'Problem',
  'problem.text': 'Text of the problem',
  'network.hidden': 'Hidden layers',
  'network.activation': 'Activation',
  'network.w0': 'w₀',
  'network.initialization': 'Initial weights',
  'network.inputs': 'Inputs',
  'points.count': 'Points',
  'points.layout': 'Layout of points',
  'training.optimizer': 'Optimiser',
  'training.learning_rate': 'Learning rate',
  'training.momentum': 'Momentum',
  'training.schedule': 'Schedule',
  'training.iterations': 'Iterations',
  'training.scale': 'Scale',
  precision: 'Precision',
  seed: 'Seed',
  engine: 'Engine',
  'target.max_abs_error': 'Target'
}

/** A path of the settings as people speak of it. */
export function settingLabel(path: string): string {
  const known = LABELS[path]
  if (known !== undefined) return known
  const parameter = /^problem\.parameters\.(.+)$/.exec(path)?.[1]
  if (parameter !== undefined) return parameter
  const points = /^points\.count\.(.+)$/.exec(path)?.[1]
  if (points !== undefined) return `Points in ${points}`
  const words = path.slice(path.lastIndexOf('.') + 1).replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A value as the lab's difference of settings writes it, for people: numbers as numbers, lists without brackets. */
export function settingWord(text: string | null | undefined): string {
  if (text === null || text === undefined) return ''
  const number = Number(text)
  if (text.trim() !== '' && Number.isFinite(number)) return valueWord(number)
  return text
    .replace(/^\[(.*)\]$/, '$1')
    .replaceAll('"', '')
    .replaceAll(',', ', ')
}

function flatten(value: unknown, path: string, into: Record<string, string>): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, path === '' ? key : `${path}.${key}`, into)
  } else if (value !== undefined) into[path] = typeof value === 'string' ? value : JSON.stringify(value)
}

// A run's settings never change, and its summary is made anew when anything of it does.
const known = new WeakMap<RunSummary, Flat>()

export function flatOf(run: RunSummary): Flat {
  const before = known.get(run)
  if (before !== undefined) return before
  const flat: Record<string, string> = {}
  flatten(run.parameters, 'problem.parameters', flat)
  flatten(run.settings, '', flat)
  known.set(run, flat)
  return flat
}

/** Shown in columns of their own. */
const OWN = ['seed', 'training.iterations']

/** The paths in which runs differ, in the order of the settings, and the number of those in which they do not. */
export function varyingOf(runs: readonly RunSummary[]): { varying: string[]; constant: string[] } {
  const flats = runs.map(flatOf)
  // A parameter or a variable that only some have belongs to another problem: it is no choice that was made differently.
  const isForeign = (path: string) => /^(problem\.parameters|points\.count)\./.test(path) && flats.some((flat) => flat[path] === undefined)
  const paths = [...new Set(flats.flatMap((flat) => Object.keys(flat)))].filter((path) => !OWN.includes(path) && !isForeign(path))
  const differs = (path: string) => flats.some((flat) => flat[path] !== flats[0]?.[path])
  return { varying: paths.filter(differs), constant: paths.filter((path) => !differs(path)) }
}
