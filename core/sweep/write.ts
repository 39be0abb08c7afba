import { stringify } from 'yaml'
import type { Seed } from '../training/settings.ts'
import type { Level } from './levels.ts'
import type { MetricName } from './metric.ts'

/** What the window's "Sweep from this" asks for: a grid over the lists that are given. */
export interface GridRequest {
  name?: string | undefined
  /** library id, path, or an experiment in place; left out where the experiment goes beside the document */
  experiment?: string | Record<string, unknown> | undefined
  learning_rates?: readonly number[] | undefined
  widths?: readonly number[] | undefined
  /** any other parameters, by short form or path */
  others?: Readonly<Record<string, readonly Level[]>> | undefined
  seeds: readonly Seed[]
  metric?: MetricName | undefined
}

/** A grid sweep as the text of its file, which parseSweep reads back. */
export function sweepFromGrid({ name, experiment, learning_rates, widths, others = {}, seeds, metric }: GridRequest): string {
  const lists = { learning_rate: learning_rates, width: widths, ...others }
  const parameters: Record<string, { values: readonly Level[] }> = {}
  for (const [key, values] of Object.entries(lists)) if (values !== undefined && values.length > 0) parameters[key] = { values }
  return stringify(
    {
      schema: 'ansatz.sweep/1',
      ...(name === undefined ? {} : { name }),
      ...(experiment === undefined ? {} : { experiment }),
      method: 'grid',
      ...(metric === undefined ? {} : { metric: { name: metric, goal: 'minimize' } }),
      parameters,
      replicates: { seeds }
    },
    { collectionStyle: 'any', flowCollectionPadding: false, lineWidth: 0 }
  )
}
