import type { SweepConfiguration, SweepDetail } from '../../api/types.ts'
import { duration, table, three } from './table.ts'

/** A sweep as JSON: everything but the text of its file. */
export function sweepDocument({ document: _document, ...detail }: SweepDetail): object {
  return detail
}

function median({ median: value, over, max, n, failed }: SweepConfiguration): string {
  if (n === 0) return '–'
  if (over) return `over ${three(value ?? max)}`
  return value === null ? (failed > 0 ? 'diverged' : '–') : three(value)
}

/** A sweep for people. */
export function describeSweep(detail: SweepDetail): string {
  const { sweep, name, status, counts, total, secondsElapsed, secondsLeft, configurations, axes, metric, verdict } = detail
  const failures = counts.DIVERGED + counts.FAILED
  const left = secondsLeft === null || secondsLeft === 0 ? '' : `, about ${duration(secondsLeft)} left`
  const head = `${sweep}   ${name}   ${status.toLowerCase()}, ${counts.FINISHED} of ${total} runs finished, ${failures} failed, ${duration(secondsElapsed)}${left}`
  const columns = [
    { head: 'config' },
    ...axes.map(({ name: axis }) => ({ head: axis, right: true })),
    { head: 'n', right: true },
    { head: 'failed', right: true },
    { head: `median ${metric}`, right: true },
    { head: 'Q1–Q3', right: true }
  ]
  const rows = configurations.map((each) => [
    each.config,
    ...axes.map(({ name: axis }) => String(each.values[axis])),
    String(each.n),
    String(each.failed),
    median(each),
    each.n > 1 && each.q25 !== null ? `${three(each.q25)}–${each.q75 === null ? 'diverged' : three(each.q75)}` : ''
  ])
  return `${head}\n\n${table(columns, rows)}\n${verdict.word}. ${verdict.sentence}\n`
}
