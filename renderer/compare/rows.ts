import type { RunSummary } from '../../main/api/types.ts'
import { duration, group, significant } from '../charts/format.ts'
import { metricLabel, metricShort } from '../charts/metrics.ts'
import type { Column } from '../components/column.ts'
import type { PrintTable } from '../export/latex.ts'
import { RUN_WORDS } from '../components/verdict.ts'
import { when } from '../library/when.ts'
import { metricOf } from './best.ts'
import type { MetricName } from './best.ts'
import { classicalName } from './classical.svelte.ts'
import type { ClassicalRow } from './classical.svelte.ts'
import { flatOf, settingLabel, settingWord } from './settings.ts'

/** A line of the table: a stored run, or a classical solution of the same problem. */
export type Row = { key: string; kind: 'run'; run: RunSummary } | { key: string; kind: 'classical'; row: ClassicalRow }

export const rowOfRun = (run: RunSummary): Row => ({ key: run.run, kind: 'run', run })
export const rowOfClassical = (row: ClassicalRow): Row => ({ key: `${CLASSICAL_KEY}${row.method}`, kind: 'classical', row })
export const CLASSICAL_KEY = 'classical:'

/** The keys of what is shown: the runs compared, and the classical methods that are ticked. */
export function shownKeys(compared: readonly RunSummary[], classical: readonly ClassicalRow[]): ReadonlySet<string> {
  return new Set([
    ...compared.map(({ run }) => run),
    ...classical.filter(({ shown }) => shown).map(({ method }) => `${CLASSICAL_KEY}${method}`)
  ])
}

/** What a table's choice means: the runs then compared, in the order in which they came, and the methods. Those not listed stay compared. */
export function choiceOf(
  keys: ReadonlySet<string>,
  ids: readonly string[],
  listed: readonly RunSummary[]
): { runs: string[]; methods: ReadonlySet<string> } {
  const isClassical = (key: string) => key.startsWith(CLASSICAL_KEY)
  const inTable = new Set(listed.map(({ run }) => run))
  const kept = ids.filter((id) => !inTable.has(id) || keys.has(id))
  const added = [...keys].filter((key) => !isClassical(key) && !ids.includes(key))
  return { runs: [...kept, ...added], methods: new Set([...keys].filter(isClassical).map((key) => key.slice(CLASSICAL_KEY.length))) }
}

export const nameOf = (row: Row): string => (row.kind === 'run' ? row.run.name : classicalName(row.row))

/** A metric of a line. A classical solution is known by its largest error alone, at its own points. */
export function valueOf(row: Row, metric: MetricName): number | null {
  if (row.kind === 'run') return metricOf(metric, row.run)
  return metric === 'max_abs_error' || metric === 'max_abs_error_at_points' ? (row.row.result?.maxAbsError ?? null) : null
}

/** Columns that may be put beside the largest error, or left out. */
export const PINNABLE: readonly { id: string; label: string }[] = [
  { id: 'metric:max_abs_error', label: metricLabel('max_abs_error') },
  { id: 'metric:max_abs_error_at_points', label: metricLabel('max_abs_error_at_points') },
  { id: 'metric:rel_l2', label: metricLabel('rel_l2') },
  { id: 'metric:loss', label: metricLabel('loss') },
  { id: 'metric:best_loss', label: metricLabel('best_loss') },
  { id: 'metric:condition_violation', label: metricLabel('condition_violation') },
  { id: 'problem', label: 'Problem' },
  { id: 'seed', label: 'Seed' },
  { id: 'iterations', label: 'Iterations' },
  { id: 'duration', label: 'Time' },
  { id: 'started', label: 'Started' },
  { id: 'tags', label: 'Tags' }
]
export const FIRST_PINNED = ['metric:max_abs_error', 'metric:rel_l2', 'metric:loss', 'seed', 'iterations', 'duration', 'started', 'tags']

const ofRun = <T>(row: Row, take: (run: RunSummary) => T): T | null => (row.kind === 'run' ? take(row.run) : null)
const numberOr = (text: string | undefined): number | string | null => {
  const number = Number(text)
  return text === undefined ? null : text.trim() !== '' && Number.isFinite(number) ? number : text
}

/** The columns in their order: mark, name, state, metrics, what varies, then how it was run. */
export function columnsOf(pinned: readonly string[], paths: readonly string[]): Column<Row>[] {
  const metric = (name: MetricName): Column<Row> => ({
    id: `metric:${name}`,
    label: metricShort(name),
    title: metricLabel(name),
    align: 'right',
    width: Math.max(104, 34 + metricShort(name).length * 7),
    sort: (row) => valueOf(row, name),
    text: (row) => words(valueOf(row, name))
  })
  const setting = (path: string): Column<Row> => ({
    id: `setting:${path}`,
    label: settingLabel(path),
    title: path,
    align: 'right',
    width: Math.max(76, 34 + settingLabel(path).length * 6.6),
    sort: (row) => ofRun(row, (run) => numberOr(flatOf(run)[path])),
    text: (row) => ofRun(row, (run) => settingWord(flatOf(run)[path])) ?? ''
  })
  const others: Record<string, Column<Row>> = {
    problem: {
      id: 'problem',
      label: 'Problem',
      width: 170,
      sort: (row) => ofRun(row, ({ problemName }) => problemName),
      text: (row) => ofRun(row, ({ problemName }) => problemName) ?? ''
    },
    seed: {
      id: 'seed',
      label: 'Seed',
      align: 'right',
      width: 96,
      sort: (row) => ofRun(row, ({ seed }) => numberOr(seed.replace(/^lecture:/, ''))),
      text: (row) => ofRun(row, ({ seed }) => seed) ?? ''
    },
    iterations: {
      id: 'iterations',
      label: 'Iterations',
      align: 'right',
      width: 92,
      sort: (row) => ofRun(row, ({ iterations }) => iterations),
      text: (row) => ofRun(row, ({ iterations }) => group(iterations)) ?? ''
    },
    duration: { id: 'duration', label: 'Time', align: 'right', width: 96, sort: (row) => seconds(row), text: (row) => time(seconds(row)) },
    started: {
      id: 'started',
      label: 'Started',
      align: 'right',
      width: 108,
      descendingFirst: true,
      sort: (row) => ofRun(row, ({ createdAt }) => createdAt),
      text: (row) => ofRun(row, ({ createdAt }) => when(createdAt)) ?? ''
    },
    tags: { id: 'tags', label: 'Tags', width: 150, sort: (row) => ofRun(row, ({ tags }) => (tags.length === 0 ? null : tags.join(' '))) }
  }
  return [
    { id: 'mark', label: '', width: 52, title: 'Its line in the figures' },
    { id: 'name', label: 'Name', sort: nameOf },
    { id: 'status', label: 'Status', width: 126, sort: (row) => ofRun(row, ({ status }) => RUN_WORDS[status].word) },
    ...PINNABLE.filter(({ id }) => id.startsWith('metric:') && pinned.includes(id)).map(({ id }) =>
      metric(id.slice('metric:'.length) as MetricName)
    ),
    ...paths.map(setting),
    ...Object.values(others).filter(({ id }) => pinned.includes(id))
  ]
}

/** px that the columns need; the name takes what is left and never less than this. */
export function leastWidth(columns: readonly Column<Row>[]): number {
  return 34 + columns.reduce((sum, { width = 200 }) => sum + width, 0)
}

const seconds = (row: Row): number | null => (row.kind === 'run' ? row.run.seconds : (row.row.result?.seconds ?? null))
const time = (value: number | null): string => (value === null ? '' : value < 0.1 ? `${significant(1000 * value, 2)} ms` : duration(value))
const words = (value: number | null): string => (value === null ? '' : significant(value))

/** The lines compared, for print: the metrics, what varies, and how long it took. */
export function printTable(rows: readonly Row[], paths: readonly string[]): PrintTable {
  const problems = [...new Set(rows.flatMap((row) => (row.kind === 'run' ? [row.run.problemName] : [])))]
  return {
    columns: [
      { label: 'Solution', align: 'left' },
      ...paths.map((path) => ({ label: settingLabel(path), align: 'right' as const })),
      { label: 'Largest error', align: 'right' },
      { label: 'Relative L² error', align: 'right' },
      { label: 'Time (s)', align: 'right' }
    ],
    rows: rows.map((row) => [
      nameOf(row),
      ...paths.map((path) => ofRun(row, (run) => settingWord(flatOf(run)[path]))),
      row.kind === 'run' && row.run.status === 'DIVERGED' ? 'diverged' : valueOf(row, 'max_abs_error'),
      valueOf(row, 'rel_l2'),
      seconds(row)
    ]),
    caption: `${problems.join(', ')}: largest and relative L² errors against the exact solution over a grid that training never saw, and the time it took. Classical schemes are judged at their own grid points.`
  }
}
