import { geometricMean } from '../../../core/sweep/geometric-mean.ts'
import type { SweepConfiguration, SweepDetail } from '../../api/types.ts'
import { columnNames } from './csv.ts'
import type { Cell } from './csv.ts'
import type { Sheet } from './files.ts'

/** One row per configuration, best median first, with what its seeds say. Failures stand as Inf where they reach a quantile. */
export function configTable({ configurations, metric, goal }: SweepDetail): Sheet {
  const keys = [...new Set(configurations.flatMap(({ values }) => Object.keys(values)))]
  const names = columnNames(keys.map((key) => `params_${key}`))
  const failedAs = goal === 'minimize' ? Infinity : -Infinity
  const rows = configurations.map((configuration): Cell[] => {
    const { config, values, n, ok, failed, median, over, q25, q75, min, max } = configuration
    // A statistic of judged runs that is null is infinite.
    const known = (value: number | null) => value ?? (n === 0 ? null : failedAs)
    const mean = geometricMean(finished(configuration))
    return [
      config,
      ...keys.map((key) => values[key]),
      n,
      ok,
      failed,
      metric,
      known(median),
      over,
      known(q25),
      known(q75),
      known(min),
      known(max),
      failed > 0 ? null : mean?.mean,
      failed > 0 ? null : mean?.low,
      failed > 0 ? null : mean?.high,
      failed > 0 || mean?.low == null ? null : 't on log10'
    ]
  })
  return {
    kind: 'configs',
    columns: [
      { name: 'config_id', meaning: 'configuration' },
      ...keys.map((key, k) => ({ name: names[k] ?? key, meaning: `value of ${key}` })),
      { name: 'n', meaning: 'runs judged: finished, diverged or failed' },
      { name: 'n_ok', meaning: 'of these finished' },
      { name: 'n_failed', meaning: 'of these diverged or failed' },
      { name: 'metric', meaning: 'what the statistics are of' },
      { name: 'median', meaning: 'median over the seeds, failures infinite' },
      { name: 'median_over', meaning: 'half of the seeds failed: the median lies above the value, the largest finite one' },
      { name: 'q25', meaning: 'lower quartile (type 7), failures infinite' },
      { name: 'q75', meaning: 'upper quartile (type 7), failures infinite' },
      { name: 'min', meaning: 'smallest' },
      { name: 'max', meaning: 'largest, failures infinite' },
      { name: 'gmean', meaning: 'geometric mean; empty when a seed failed' },
      { name: 'gmean_lo95', meaning: 'lower end of its 95 % interval; empty below 3 seeds' },
      { name: 'gmean_hi95', meaning: 'upper end of its 95 % interval' },
      { name: 'ci_method', meaning: 'how the interval was made' }
    ],
    rows,
    about: 'best median first; quantiles of type 7 (Hyndman and Fan); diverged and failed runs count as infinite, others are not counted'
  }
}

function finished({ runs }: SweepConfiguration): number[] {
  return runs.flatMap(({ status, value }) => (status === 'FINISHED' && value !== null ? [value] : []))
}
