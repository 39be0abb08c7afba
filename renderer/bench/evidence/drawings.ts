import type { CheckReport } from '../../../core/problem/report.ts'
import type { Snapshot } from '../../../core/training/snapshot.ts'
import type { Drawing } from '../../charts/figure.ts'
import { drawing } from '../../charts/figures/index.ts'
import type { ExportPlot } from '../../export/request.ts'
import type { Bench } from '../bench.svelte.ts'

export interface Shown {
  bench: Bench
  snapshot: Snapshot
  report: CheckReport
  /** where the slice is taken */
  slice: number
  field: 'network' | 'exact'
}

/** The loss curve as it is drawn now; null before anything is trained. */
export function lossDrawing(bench: Bench): Drawing | null {
  const { curve, run, shownRun, status, planned, previous, summary } = bench
  if (run === null || curve === null || shownRun !== run) return null
  return drawing('loss', { curve, planned, status, reason: summary?.reason ?? null, previous: previous?.run === run ? null : previous })
}

/** Every figure of the bench, by the name it has in file names, in the order of the panes. */
export function benchPlots({ bench, snapshot, report, slice, field }: Shown): ExportPlot[] {
  const compared = snapshot.fields[0]?.exact != null
  const { classical } = bench
  const loss = lossDrawing(bench)
  const lossPlot: ExportPlot[] = loss === null ? [] : [{ plot: 'loss', label: 'Loss', drawing: loss }]
  if (snapshot.axes.length > 1) {
    return [
      { plot: 'field', label: 'Field', drawing: drawing('field', { snapshot, report, show: compared ? field : 'network', slice }) },
      { plot: 'slice', label: 'Slice', drawing: drawing('slice', { snapshot, report, at: slice, classical }) },
      ...(compared ? [{ plot: 'error', label: 'Error', drawing: drawing('error_field', { snapshot, report }) }] : []),
      ...lossPlot
    ]
  }
  return [
    { plot: 'solution', label: 'Solution', drawing: drawing('solution', { snapshot, report, classical }) },
    ...(compared ? [{ plot: 'error', label: 'Error', drawing: drawing('error', { snapshot, report }) }] : []),
    { plot: 'residual', label: 'Residual', drawing: drawing('residual', { snapshot, report }) },
    ...lossPlot
  ]
}
