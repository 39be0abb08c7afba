import type { CheckReport } from '../../../core/problem/report.ts'
import type { Snapshot } from '../../../core/training/snapshot.ts'
import type { Drawing } from '../../charts/figure.ts'
import { drawing } from '../../charts/figures/index.ts'
import { isCompared } from '../../charts/subject.ts'
import type { ExportPlot } from '../../export/request.ts'
import type { Bench } from '../bench.svelte.ts'
import { lossParts, phaseAxes } from './choice.svelte.ts'

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
  const parts = lossParts.current === 'parts' ? partNames(bench) : null
  const last = previous?.run === run || parts !== null ? null : previous
  return drawing('loss', { curve, planned, status, reason: summary?.reason ?? null, previous: last, parts })
}

/** What was estimated, iteration by iteration. */
function estimatePlots({ curve, planned, status, valid }: Bench): ExportPlot[] {
  if (curve?.estimates === undefined) return []
  const { iteration, estimates } = curve
  return [
    {
      plot: 'estimates',
      label: 'Estimates',
      drawing: drawing('estimates', { iteration, estimates, planned: status === 'FINISHED' ? 0 : planned, units: valid?.units })
    }
  ]
}

/** A system in one variable: all unknowns together, and the phase portrait that was looked at last. */
function systemPlots(snapshot: Snapshot, report: CheckReport): ExportPlot[] {
  const [first, second] = snapshot.fields
  if (first === undefined || second === undefined) return []
  const [x, y] = phaseAxes.current.split(',')
  const known = snapshot.fields.some(({ unknown }) => unknown === x) && snapshot.fields.some(({ unknown }) => unknown === y)
  const plane = known && x !== undefined && y !== undefined ? { x, y } : { x: first.unknown, y: second.unknown }
  return [
    { plot: 'together', label: 'All unknowns', drawing: drawing('together', { snapshot, report }) },
    { plot: 'phase', label: 'Phase portrait', drawing: drawing('phase', { snapshot, report, ...plane }) }
  ]
}

/** What the terms of the loss are called: conditions by what they say. */
function partNames({ valid }: Bench): Record<string, string> {
  const conditions = valid?.conditions.map(({ id, text }): [string, string] => [id, text]) ?? []
  return Object.fromEntries(valid?.equations.length === 1 ? [['equation 1', 'equation'], ...conditions] : conditions)
}

/** Every figure of the bench, by the name it has in file names, in the order of the panes. */
export function benchPlots({ bench, snapshot, report, slice, field }: Shown): ExportPlot[] {
  const compared = isCompared(snapshot.fields[0])
  const { classical } = bench
  const loss = lossDrawing(bench)
  const lossPlot: ExportPlot[] = loss === null ? [] : [{ plot: 'loss', label: 'Loss', drawing: loss }, ...estimatePlots(bench)]
  const anatomy: ExportPlot[] =
    snapshot.fields[0]?.h1 === undefined ? [] : [{ plot: 'anatomy', label: 'Anatomy', drawing: drawing('anatomy', { snapshot, report }) }]
  if (snapshot.axes.length > 1) {
    return [
      { plot: 'field', label: 'Field', drawing: drawing('field', { snapshot, report, show: compared ? field : 'network', slice }) },
      { plot: 'points', label: 'Points', drawing: drawing('points', { snapshot, report }) },
      { plot: 'slice', label: 'Slice', drawing: drawing('slice', { snapshot, report, at: slice, classical }) },
      ...(compared ? [{ plot: 'error', label: 'Error', drawing: drawing('error_field', { snapshot, report }) }] : []),
      ...lossPlot,
      ...anatomy
    ]
  }
  return [
    { plot: 'solution', label: 'Solution', drawing: drawing('solution', { snapshot, report, classical }) },
    ...systemPlots(snapshot, report),
    ...(compared ? [{ plot: 'error', label: 'Error', drawing: drawing('error', { snapshot, report }) }] : []),
    { plot: 'residual', label: 'Residual', drawing: drawing('residual', { snapshot, report }) },
    ...lossPlot,
    ...anatomy
  ]
}
