import { statistics } from '../../../core/sweep/statistics.ts'
import { columnNames } from './csv.ts'
import type { Cell } from './csv.ts'
import type { Sheet } from './files.ts'
import type { RunRecord } from './run-table.ts'

/** Rows of the long table, and steps of the wide one, at most: what a spreadsheet opens and a message holds. */
const MOST_ROWS = 600_000
const MOST_STEPS = 2_000

/** Tidy: one row per run and kept iteration. */
export function longCurves(records: readonly RunRecord[]): Sheet {
  const total = records.reduce((sum, { curve }) => sum + (curve?.iteration.length ?? 0) * (1 + (curve?.parts?.length ?? 0)), 0)
  const stride = Math.max(1, Math.ceil(total / MOST_ROWS))
  const rows = records.flatMap(({ detail, curve }): Cell[][] => {
    if (curve === undefined) return []
    const kept = strided(curve.iteration.length, stride)
    const series = [
      { metric: 'loss', loss: curve.loss },
      ...(curve.parts ?? []).map(({ name, loss }) => ({ metric: `loss ${name}`, loss }))
    ]
    return series.flatMap(({ metric, loss }) =>
      kept.map((k): Cell[] => [detail.run, detail.config, detail.seed, curve.iteration[k], null, metric, loss[k]])
    )
  })
  return {
    kind: 'curves_long',
    columns: [
      { name: 'run_id', meaning: 'run' },
      { name: 'config_id', meaning: 'configuration of the sweep' },
      { name: 'seed', meaning: 'seed of the run' },
      { name: 'step', meaning: 'iteration', unit: 'iterations' },
      { name: 'time_s', meaning: 'time since training began; not recorded', unit: 's' },
      { name: 'metric', meaning: 'what value is: loss = mean squared residual; loss NAME = that of one of its terms, unweighted' },
      { name: 'value', meaning: 'its value; nothing is smoothed' }
    ],
    rows,
    ...(stride === 1 ? {} : { about: `one of ${stride} kept iterations of each run, first and last included` })
  }
}

/**
 * One row per step: for each configuration the median and quartiles of the loss over its runs that had come so far, and their number. Runs
 * that ended early (diverged, pruned) are not carried on. Runs of no sweep stand alone, a column each.
 */
export function wideCurves(records: readonly RunRecord[]): Sheet {
  const withCurve = records.filter(({ curve }) => curve !== undefined && curve.iteration.length > 0)
  const groups = [...Map.groupBy(withCurve, ({ detail }) => detail.config ?? detail.run)]
  const alone = withCurve.every(({ detail }) => detail.config === null)
  const names = columnNames(groups.map(([key]) => key))
  const steps = commonSteps(withCurve)
  const columns = names.flatMap((name, k) => {
    const of = groups[k]?.[0] ?? ''
    if (alone) return [{ name: `${name}_loss`, meaning: `loss of run ${of}` }]
    return [
      { name: `${name}_median`, meaning: `median loss over the runs of ${of}` },
      { name: `${name}_q25`, meaning: 'lower quartile (type 7)' },
      { name: `${name}_q75`, meaning: 'upper quartile (type 7)' },
      { name: `${name}_n`, meaning: 'runs that had come so far' }
    ]
  })
  const readers = groups.map(([, members]) =>
    members.map(({ curve }) => reader(curve?.iteration ?? new Float64Array(0), curve?.loss ?? new Float64Array(0)))
  )
  const rows = steps.map((step): Cell[] => [
    step,
    ...readers.flatMap((members): Cell[] => {
      const values = members.map((read) => read(step)).filter((value) => value !== undefined)
      if (alone) return [values[0]]
      if (values.length === 0) return [null, null, null, 0]
      const { median, q25, q75, n } = statistics(values)
      return [median, q25, q75, n]
    })
  ])
  return {
    kind: 'curves_wide',
    columns: [{ name: 'step', meaning: 'iteration', unit: 'iterations' }, ...columns],
    rows,
    about: 'value of each run at the last kept iteration up to the step; runs that ended before it are left out'
  }
}

/** 0, stride, 2 stride, … and the last index. */
function strided(length: number, stride: number): number[] {
  const at: number[] = []
  for (let k = 0; k < length; k += stride) at.push(k)
  if (length > 0 && at.at(-1) !== length - 1) at.push(length - 1)
  return at
}

/** The iterations of all curves together, thinned evenly where they are many. */
function commonSteps(records: readonly RunRecord[]): number[] {
  const all = new Set<number>()
  for (const { curve } of records) for (const step of curve?.iteration ?? []) all.add(step)
  const sorted = [...all].sort((a, b) => a - b)
  return strided(sorted.length, Math.max(1, Math.ceil(sorted.length / MOST_STEPS))).map((k) => sorted[k] ?? 0)
}

/** Reads a curve at growing steps; undefined before its first and after its last iteration. */
function reader(iteration: Float64Array, loss: Float64Array): (step: number) => number | undefined {
  let at = -1
  const last = iteration.at(-1) ?? -Infinity
  return (step) => {
    if (step > last) return undefined
    while (at + 1 < iteration.length && (iteration[at + 1] ?? Infinity) <= step) at++
    return at < 0 ? undefined : loss[at]
  }
}
