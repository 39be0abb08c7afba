import type { Metrics } from '../../core/training/snapshot.ts'
import { significant } from '../charts/format.ts'

export interface MeasureGroup {
  title: string
  rows: { name: string; value: string }[]
}

/** Every measure of a trained solution in words and numbers, group by group; groups without any are left out. */
export function measuresOf(metrics: Metrics, units: Readonly<Record<string, string>> = {}): MeasureGroup[] {
  const row = (name: string, value: number | null | undefined, unit?: string) =>
    value == null || Number.isNaN(value) ? [] : [{ name, value: `${significant(value, 6)}${unit === undefined ? '' : ` ${unit}`}` }]
  const single = Object.keys(metrics.by_unknown).length < 2
  const groups: MeasureGroup[] = [
    {
      title: 'Error against the exact solution',
      rows: [
        ...row('largest, dense grid', metrics.max_abs_error),
        ...row('largest, training points', metrics.max_abs_error_at_points),
        ...row('relative L₂', metrics.rel_l2),
        ...(single
          ? []
          : Object.entries(metrics.by_unknown).flatMap(([name, { max_abs_error }]) => row(`largest, ${name}`, max_abs_error, units[name])))
      ]
    },
    { title: 'Found by training', rows: Object.entries(metrics.estimates ?? {}).flatMap(([name, value]) => row(name, value, units[name])) },
    {
      title: 'Drift of what should stay constant, at most',
      rows: Object.entries(metrics.invariants ?? {}).flatMap(([text, drift]) => row(text, drift))
    },
    { title: 'Conditions', rows: row('violated by at most', metrics.condition_violation) }
  ]
  return groups.filter(({ rows }) => rows.length > 0)
}
