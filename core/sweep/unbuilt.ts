import { LabError } from '../errors.ts'
import type { SweepDocument } from './schema.ts'

const METHODS = ['grid', 'list']
const LATER = ['random', 'sobol', 'tpe', 'bayes']

/** Refuses what a sweep file may say and this version does not do yet: a key that is ignored in silence makes a sweep other than the one asked for. */
export function refuseUnbuilt(document: SweepDocument, place: (path: readonly (string | number)[]) => LabError['place']): void {
  const refuse = (path: readonly (string | number)[], message: string, cure: string) => {
    throw new LabError('not-built', message, cure, place(path))
  }
  const { method, metric, limits } = document
  if (!METHODS.includes(method)) {
    const later = LATER.includes(method) ? 'is not built yet' : 'is not a method'
    refuse(['method'], `The method ${method} ${later}.`, `Available: ${METHODS.join(', ')}.`)
  }
  for (const key of ['early_terminate', 'when'] as const) {
    if (document[key] !== undefined)
      refuse([key], `${key} is not built yet.`, `Remove ${key}; run_cap and constraints are available to make a sweep smaller.`)
  }
  for (const key of ['program', 'command', 'project', 'entity'] as const) {
    if (document[key] !== undefined)
      refuse([key], `${key} tells W&B which program to start; here the experiment says what to run.`, `Remove ${key}.`)
  }
  if (metric?.target !== undefined) {
    refuse(['metric', 'target'], 'metric.target is not built yet.', 'Remove it, or give the experiment a target: { max_abs_error: ... }.')
  }
  if (metric?.impute !== undefined && metric.impute !== 'worst') {
    refuse(['metric', 'impute'], `metric.impute: ${metric.impute} is not available.`, 'Write impute: worst: failed runs count as infinite.')
  }
  for (const key of ['minutes_per_run', 'retries'] as const) {
    if (limits?.[key] !== undefined && !(key === 'retries' && limits.retries === 0)) {
      refuse(['limits', key], `limits.${key} is not built yet.`, 'Remove it. Available: limits.max_iterations, limits.concurrent, run_cap.')
    }
  }
  if (limits?.on_failure === 'stop') {
    refuse(
      ['limits', 'on_failure'],
      'limits.on_failure: stop is not built yet.',
      'Write on_failure: continue: failed runs are kept and counted.'
    )
  }
}
