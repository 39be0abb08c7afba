import { NetworkSettings, PointSettings, TrainingSettings } from '../training/settings.ts'

/** What a sweep may vary: its path into the experiment and how it is spoken of. */
export interface ParameterName {
  /** as the sweep file writes it */
  name: string
  /** into the experiment; `width` and `depth` have none, they reshape network.hidden */
  path: string
  label: string
}

const SHORT: Record<string, { path: string; label: string }> = {
  width: { path: 'network.hidden.width', label: 'Nodes' },
  depth: { path: 'network.hidden.depth', label: 'Hidden layers' },
  activation: { path: 'network.activation', label: 'Activation' },
  learning_rate: { path: 'training.learning_rate', label: 'Learning rate' },
  optimizer: { path: 'training.optimizer', label: 'Optimizer' },
  iterations: { path: 'training.iterations', label: 'Iterations' },
  points: { path: 'points.count', label: 'Points' }
}

const SECTIONS = { network: NetworkSettings, points: PointSettings, training: TrainingSettings }
const PATHS: readonly string[] = [
  ...Object.entries(SECTIONS).flatMap(([section, settings]) => Object.keys(settings.shape).map((key) => `${section}.${key}`)),
  'network.hidden.width',
  'network.hidden.depth',
  'precision',
  'engine',
  'target.max_abs_error'
]

export const SHORT_NAMES: readonly string[] = Object.keys(SHORT)
/** Every name that a sweep knows, apart from the open-ended `points.count.x` and `problem.parameters.nu`. */
export const KNOWN_NAMES: readonly string[] = [...SHORT_NAMES, ...PATHS, 'problem.parameters.']

/** Resolves a short form or a path, or undefined for what an experiment does not have. */
export function parameterName(name: string): ParameterName | undefined {
  const short = SHORT[name]
  if (short !== undefined) return { name, ...short }
  const parameter = /^problem\.parameters\.([^.]+)$/.exec(name)?.[1]
  if (parameter !== undefined) return { name, path: name, label: parameter }
  const points = /^points\.count\.([^.]+)$/.exec(name)?.[1]
  if (points !== undefined) return { name, path: name, label: `Points in ${points}` }
  if (!PATHS.includes(name)) return undefined
  const same = Object.values(SHORT).find(({ path }) => path === name)
  return { name, path: name, label: same?.label ?? spoken(name) }
}

/** network.initialization -> Initialization, target.max_abs_error -> Max abs error */
function spoken(path: string): string {
  const words = path.slice(path.lastIndexOf('.') + 1).replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
