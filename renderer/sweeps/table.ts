import type { SweepConfiguration, SweepDetail } from '../../main/api/types.ts'
import type { Settings } from '../../core/training/settings.ts'
import { significant, spelled } from '../charts/format.ts'
import { metricLabel, metricShort } from '../charts/metrics.ts'
import type { Column } from '../components/column.ts'
import type { PrintTable } from '../export/latex.ts'
import { FIELDS } from './fields.ts'
import type { SweepRun } from './runs-of.ts'
import { seedNumber, seedsWord } from './runs-of.ts'
import type { Axis } from './words.ts'
import { valueWord } from './words.ts'

/** A line of the table: a configuration, or one of its runs under it. */
export interface Line {
  key: string
  configuration: SweepConfiguration
  /** its place by the metric, best first; null while nothing is known of it */
  rank: number | null
  run: SweepRun | null
  last: boolean
}

/** The configurations, each opened one with its runs under it. */
export function linesOf({ configurations }: Pick<SweepDetail, 'configurations'>, opened: ReadonlySet<string>): Line[] {
  return configurations.flatMap((configuration, place) => {
    const rank = configuration.n === 0 ? null : place
    const head: Line = { key: configuration.config, configuration, rank, run: null, last: false }
    if (!opened.has(configuration.config)) return [head]
    const runs = configuration.runs.map((run, i, all) => ({
      key: `${configuration.config}/${run.seed}`,
      configuration,
      rank,
      run,
      last: i === all.length - 1
    }))
    return [head, ...runs]
  })
}

/** Columns that may be left out. */
export const EXTRAS = [
  { id: 'seeds', label: 'Seeds' },
  { id: 'n', label: 'n' },
  { id: 'failed', label: 'Failed' },
  { id: 'min', label: 'Best seed' },
  { id: 'max', label: 'Worst seed' }
] as const
export type Extra = (typeof EXTRAS)[number]['id']

/** What the experiment has in every configuration, as columns: those that the form knows and the sweep does not vary. */
export function constantsOf(sweep: SweepDetail, settings: Settings | undefined): { id: string; label: string; value: string }[] {
  if (settings === undefined) return []
  const varies = (name: string) => sweep.axes.some((axis) => axis.name === name || axis.name.endsWith(`.${name}`))
  const short: Partial<Record<string, string>> = { width: 'Nodes', depth: 'Layers' }
  return FIELDS.filter(({ name }) => !varies(name)).map(({ name, label, own }) => ({
    id: `constant.${name}`,
    label: short[name] ?? label,
    value: own(settings)
  }))
}

/** The first column of a sweep over seeds alone. */
export const ALONE = 'alone'

/** Squares are narrower where there are many, and at most twelve stand there. */
const seedsWidth = (seeds: number) => (seeds > 6 ? 20 + 10 * Math.min(12, seeds) + (seeds > 12 ? 20 : 0) : Math.max(88, 24 + 14 * seeds))

/** px that the columns need: the metric, with its quartiles, takes what is left and never less than this. */
export function leastWidth(columns: readonly Column<Line>[]): number {
  return 34 + columns.reduce((sum, { width = 208 }) => sum + width, 0)
}

export function columnsOf(
  sweep: SweepDetail,
  shown: readonly Extra[],
  constants: readonly { id: string; label: string }[]
): Column<Line>[] {
  const axisColumn = (axis: Axis, place: number): Column<Line> => ({
    id: axis.name,
    label: axis.label,
    align: 'right',
    width: Math.max(
      place === 0 ? 108 : 64,
      30 + 6.2 * Math.max(axis.label.length, ...axis.values.map((value) => valueWord(value).length + 1))
    ),
    sort: ({ configuration }) => configuration.values[axis.name] ?? null
  })
  const number = (id: 'n' | 'failed' | 'min' | 'max', label: string, width: number): Column<Line> => ({
    id,
    label,
    align: 'right',
    width,
    sort: ({ configuration }) => (id === 'n' || id === 'failed' || configuration.n > 0 ? (configuration[id] ?? Infinity) : null)
  })
  const extras: Record<Extra, Column<Line>> = {
    seeds: { id: 'seeds', label: seedsWord(sweep.seeds), width: seedsWidth(sweep.seeds.length) },
    n: number('n', 'n', 36),
    failed: number('failed', 'Failed', 62),
    min: number('min', 'Best seed', 82),
    max: number('max', 'Worst seed', 88)
  }
  return [
    ...(sweep.axes.length === 0 ? [{ id: ALONE, label: 'Configuration', width: 140 }] : sweep.axes.map(axisColumn)),
    ...constants.map(({ id, label }): Column<Line> => ({ id, label, align: 'right', width: 40 + label.length * 7 })),
    ...EXTRAS.filter(({ id }) => shown.includes(id)).map(({ id }) => extras[id]),
    { id: 'metric', label: metricShort(sweep.metric), title: metricLabel(sweep.metric), align: 'right', sort: ({ rank }) => rank }
  ]
}

const infinite = (value: number | null) => (value === null ? '∞' : significant(value))

/** Median and quartiles as they are read: failed runs are infinite. */
export function medianWord({ n, median, over, q25, q75, runs }: SweepConfiguration): {
  median: string
  quartiles: string
  diverged: boolean
} {
  if (n === 0) return { median: '', quartiles: '', diverged: false }
  if (median === null) {
    const diverged = runs.some(({ status }) => status === 'DIVERGED')
    return { median: diverged ? 'diverged' : 'failed', quartiles: '', diverged: true }
  }
  const quartiles = n < 2 ? '' : `[${infinite(q25)}, ${infinite(q75)}]`
  return { median: `${over ? 'over ' : ''}${significant(median)}`, quartiles, diverged: false }
}

/** How a run ended, in words. */
export function endWord({ status, reason, iterations }: SweepRun): { word: string; rest: string; bad: boolean } {
  const steps = `${iterations.toLocaleString('en').replaceAll(',', '\u2009')} iterations`
  switch (status) {
    case 'FINISHED':
      return { word: 'finished', rest: `, ${steps}`, bad: false }
    case 'DIVERGED':
    case 'FAILED':
    case 'LOST':
      return { word: status.toLowerCase(), rest: reason === null ? '' : `: ${spelled(reason)}`, bad: true }
    case 'QUEUED':
    case 'RUNNING':
    case 'PAUSED':
    case 'PRUNED':
    case 'CANCELLED':
      return { word: status.toLowerCase(), rest: '', bad: false }
  }
}

/** The table of configurations for print. */
export function printTable(sweep: SweepDetail): PrintTable {
  const failed = sweep.configurations.reduce((sum, configuration) => sum + configuration.failed, 0)
  const metric = metricLabel(sweep.metric)
  return {
    columns: [
      ...sweep.axes.map(({ label }) => ({ label, align: 'right' as const })),
      { label: 'n', align: 'right' },
      { label: 'failed', align: 'right' },
      { label: metric, align: 'right' },
      { label: 'quartiles', align: 'right' }
    ],
    rows: sweep.configurations.map((configuration) => {
      const { median, quartiles } = medianWord(configuration)
      return [
        ...sweep.axes.map(({ name }) => valueWord(configuration.values[name])),
        configuration.n,
        configuration.failed,
        configuration.over || configuration.median === null ? median : configuration.median,
        quartiles
      ]
    }),
    caption:
      `${metric} over ${sweep.seeds.length === 1 ? 'one seed' : `${sweep.seeds.length} seeds`} (${sweep.seeds.map(seedNumber).join(', ')}): ` +
      `median and quartiles, best first. ${failed} of ${sweep.total} runs failed and count as infinite.`
  }
}
