import type { LabErrorJson } from '../../core/errors.ts'
import type { Settings } from '../../core/training/settings.ts'

/** A change of one setting that mends what a note says. */
export interface NoteCure {
  label: string
  path: string
  value: unknown
}

/** What one press can do about a note; null where it takes a thought. */
export function cureOf({ code }: Pick<LabErrorJson, 'code'>, settings: Settings | null): NoteCure | null {
  if (code === 'lint-activation') return { label: 'Use tanh', path: 'network.activation', value: 'tanh' }
  if (code === 'lint-coverage' && settings?.points.layout !== 'sobol')
    return { label: 'Use Sobol points', path: 'points.layout', value: 'sobol' }
  if (code === 'lint-horizon' && settings?.training.windows === undefined)
    return { label: 'Train it in windows of time', path: 'training.windows', value: 'auto' }
  return null
}
