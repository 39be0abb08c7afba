import type { Seed } from '../training/settings.ts'
import type { Level } from './levels.ts'
import { parameterName } from './names.ts'
import type { Sweep } from './parse.ts'
import { applyValues, problemParameters } from './values.ts'

/** What a sweep lays its values over: settings as the user writes them, the problem's own `settings:` already under them. */
export interface SweptExperiment {
  settings?: unknown
  parameters?: Record<string, string | number> | undefined
}

/** The experiment of one run of a sweep: the given one with the configuration's values and the seed set; everything else of it is kept. */
export function experimentOfRun<E extends SweptExperiment>(
  experiment: E,
  values: Readonly<Record<string, Level>>,
  seed: Seed,
  { maxIterations = null }: Partial<Pick<Sweep, 'maxIterations'>> = {}
): E & { settings: unknown } {
  const paths = Object.entries(values).map(([name, value]) => ({ path: parameterName(name)?.path ?? name, value }))
  const settings = applyValues(experiment.settings, [...paths, { path: 'seed', value: seed }])
  if (maxIterations !== null) capIterations(settings, maxIterations)
  const parameters = { ...experiment.parameters, ...problemParameters(paths) }
  return { ...experiment, settings, ...(Object.keys(parameters).length === 0 ? {} : { parameters }) }
}

function capIterations(settings: Record<string, unknown>, most: number): void {
  const training: object = typeof settings.training === 'object' && settings.training !== null ? settings.training : {}
  const phases = 'phases' in training && Array.isArray(training.phases) ? cutPhases(training.phases, most) : undefined
  const planned = phases?.reduce((sum, phase) => sum + phase.iterations, 0)
  const own = 'iterations' in training && training.iterations !== undefined ? Number(training.iterations) : (planned ?? Infinity)
  settings.training = { ...training, iterations: Math.min(own, most), ...(phases === undefined ? {} : { phases }) }
}

/** The phases that begin within so many iterations. */
function cutPhases(phases: readonly { iterations: number }[], most: number): { iterations: number }[] {
  let begins = 0
  return phases.filter(({ iterations }) => {
    const kept = begins < most
    begins += iterations
    return kept
  })
}
