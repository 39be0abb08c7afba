import type { Snapshot } from '../../../core/training/snapshot.ts'
import { loadProblem } from '../../../core/problem/document.ts'
import type { ExportedFile, RunCurve, RunDetail, SweepDetail } from '../../api/types.ts'
import { configTable } from './config-table.ts'
import { longCurves, wideCurves } from './curve-tables.ts'
import { csvFile, jsonFile, metaFile, stem } from './files.ts'
import type { Sheet } from './files.ts'
import { runTable } from './run-table.ts'
import type { RunRecord } from './run-table.ts'
import { solutionTable } from './solution-table.ts'

export type DataFormat = 'csv' | 'json'

export interface ExportOptions {
  /** states of runs rebuilt from their weights, by run: gives *_solution.csv, and the weights in the JSON */
  snapshots?: ReadonlyMap<string, Snapshot>
  date?: Date
}

/**
 * Stored runs as files: *_runs.csv, *_curves_long.csv, *_curves_wide.csv, per run with a snapshot *_solution.csv, *.meta.json; as JSON one
 * document per run that says all that is kept of it. One run's files are named after it, those of several "runs".
 */
export function exportRuns(
  details: readonly RunDetail[],
  curves: readonly RunCurve[],
  formats: readonly DataFormat[],
  options: ExportOptions = {}
): ExportedFile[] {
  const { date = new Date(), snapshots = new Map<string, Snapshot>() } = options
  const records = recordsOf(details, curves, new Map())
  const name = stem(details.length === 1 ? (details[0]?.run ?? 'run') : 'runs', date)
  const files: ExportedFile[] = []
  if (formats.includes('csv') && details.length > 0) {
    const sheets = [runTable(records), longCurves(records), wideCurves(records)]
    files.push(...sheets.map((sheet) => csvFile(name, sheet)), ...solutionFiles(details, snapshots, date))
    files.push(metaFile(name, sheets, { runs: details.map(({ run }) => run), ...unitsByRun(details), versions: versionsOf(details) }, date))
  }
  if (formats.includes('json')) files.push(...records.map((record) => runJson(record, snapshots.get(record.detail.run), date)))
  return files
}

/**
 * A sweep as files: *_runs.csv, *_configs.csv, *_curves_long.csv, *_curves_wide.csv, *.meta.json (with the sweep's own document); as JSON one document with its
 * configurations, statistics, verdict and runs. `details` are the sweep's runs.
 */
export function exportSweep(
  sweep: SweepDetail,
  details: readonly RunDetail[],
  curves: readonly RunCurve[],
  formats: readonly DataFormat[],
  options: ExportOptions = {}
): ExportedFile[] {
  const { date = new Date() } = options
  const values = new Map(sweep.configurations.map((configuration) => [configuration.config, configuration.values]))
  const records = recordsOf(details, curves, values)
  const name = stem(sweep.sweep, date)
  const files: ExportedFile[] = []
  if (formats.includes('csv')) {
    const sheets: Sheet[] = [runTable(records), configTable(sweep), longCurves(records), wideCurves(records)]
    files.push(...sheets.map((sheet) => csvFile(name, sheet)))
    const { metric, goal, seeds, verdict, document } = sweep
    const about = {
      sweep: sweep.sweep,
      name: sweep.name,
      metric,
      goal,
      seeds,
      configurations: sweep.configurations.length,
      verdict,
      document
    }
    files.push(metaFile(name, sheets, { ...about, versions: versionsOf(details) }, date))
  }
  if (formats.includes('json')) files.push(jsonFile(`${name}.json`, { schema: 'ansatz.sweep-result/1', ...sweep, results: details }))
  return files
}

function recordsOf(
  details: readonly RunDetail[],
  curves: readonly RunCurve[],
  values: ReadonlyMap<string, RunRecord['values']>
): RunRecord[] {
  const byRun = new Map(curves.map((curve) => [curve.run, curve]))
  return details.map((detail) => ({ detail, curve: byRun.get(detail.run), values: values.get(detail.config ?? '') ?? {} }))
}

function solutionFiles(details: readonly RunDetail[], snapshots: ReadonlyMap<string, Snapshot>, date: Date): ExportedFile[] {
  return details.flatMap((detail) => {
    const snapshot = snapshots.get(detail.run)
    return snapshot === undefined ? [] : [csvFile(stem(detail.run, date), solutionTable(snapshot, unitsOf(detail)))]
  })
}

/** Everything that is kept of one run; weights are one matrix per layer, rows = units, column 0 = bias, values row by row. */
function runJson({ detail, curve }: RunRecord, snapshot: Snapshot | undefined, date: Date): ExportedFile {
  const { problemYaml, ...rest } = detail
  return jsonFile(`${stem(detail.run, date)}.json`, {
    schema: 'ansatz.run/1',
    ...rest,
    problem: { id: detail.problem, yaml: problemYaml },
    loss_history: curve === undefined ? null : { iteration: curve.iteration, loss: curve.loss },
    weights: snapshot?.network.weights ?? null,
    ...(snapshot?.networks === undefined
      ? {}
      : { networks: snapshot.networks.map(({ name, network }) => ({ supplies: name, weights: network.weights })) })
  })
}

/** Units of variables, unknowns and parameters, as the run's problem says them. */
function unitsOf({ problemYaml }: RunDetail): Record<string, string> {
  return loadProblem(problemYaml).document.units ?? {}
}

/** Those of the runs whose problems say any, by run. */
function unitsByRun(details: readonly RunDetail[]): { units?: Record<string, Record<string, string>> } {
  const units = details.map((detail) => [detail.run, unitsOf(detail)] as const).filter(([, given]) => Object.keys(given).length > 0)
  return units.length === 0 ? {} : { units: Object.fromEntries(units) }
}

/** The distinct versions that trained the runs. */
function versionsOf(details: readonly RunDetail[]): Record<string, string>[] {
  return [...new Map(details.map(({ versions }) => [JSON.stringify(versions), versions])).values()]
}
