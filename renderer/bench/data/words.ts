import type { CheckReport } from '../../../core/problem/report.ts'
import type { TableUse } from '../../../core/problem/table.ts'
import { group } from '../../charts/format.ts'

const rows = (count: number) => `${group(count)} ${count === 1 ? 'row' : 'rows'}`

/** What becomes of the rows of a table for one unknown: `y: 38 rows are used; 2 lack a value, 1 lies outside the domain`. */
export function outcome({ unknown, used, missing, outside, repeated }: TableUse): string {
  const left = [
    ...(missing === 0 ? [] : [`${rows(missing)} ${missing === 1 ? 'lacks' : 'lack'} a value`]),
    ...(outside === 0
      ? []
      : [`${rows(outside)} ${outside === 1 ? 'lies' : 'lie'} outside the intervals and ${outside === 1 ? 'is' : 'are'} left out`]),
    ...(repeated === 0 ? [] : [`${rows(repeated)} ${repeated === 1 ? 'repeats' : 'repeat'} a place; all are used`])
  ]
  return `${unknown}: ${rows(used)} ${used === 1 ? 'is' : 'are'} used${left.length === 0 ? '' : `; ${left.join(', ')}`}.`
}

/** The file that a problem names and that is not here, where that is its fault. */
export function missingFile(report: CheckReport | null): string | null {
  const fault = report?.errors.find(({ code }) => code === 'data-missing')
  return /^The data file (.*) is not here$/.exec(fault?.message ?? '')?.[1] ?? null
}
