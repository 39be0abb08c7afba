import { LabError } from '../../../core/errors.ts'
import type { Snapshot } from '../../../core/training/snapshot.ts'
import type { RunCurve, RunDetail } from '../../api/types.ts'
import type { Answers, Context } from '../context.ts'
import { exportRuns, exportSweep } from '../export/data.ts'
import { storedSnapshot } from './snapshots.ts'
import { pythonFiles } from './python.ts'
import { detailOf } from './sweep-summary.ts'
import { thinned } from './thinned.ts'

/** So many runs at most get their solutions and weights exported, which are rebuilt for it. */
const MOST_REBUILT = 20

/** Files of runs and sweeps. */
export function exports(context: Context): Pick<Answers, 'export.data' | 'export.python' | 'export.save'> {
  const { store } = context
  const curveOf = ({ run }: RunDetail): RunCurve => ({ run, ...thinned(store.results.curve(run)) })
  const snapshotsOf = async (details: readonly RunDetail[]): Promise<Map<string, Snapshot>> => {
    const snapshots = new Map<string, Snapshot>()
    if (details.length > MOST_REBUILT) return snapshots
    for (const detail of details) {
      if (store.results.checkpoint(detail.run) !== null) snapshots.set(detail.run, storedSnapshot(store, detail))
      // Other questions are answered between two of them.
      await new Promise((resolve) => setImmediate(resolve))
    }
    return snapshots
  }
  return {
    'export.data': async ({ runs = [], sweep, formats }) => {
      if (sweep === undefined && runs.length === 0) {
        throw new LabError('export-nothing', 'Nothing was chosen for export.', 'Choose runs or a sweep.')
      }
      const details = runs.map((run) => store.runs.detail(run))
      const snapshots = await snapshotsOf(details)
      const files = details.length === 0 ? [] : exportRuns(details, details.map(curveOf), formats, { snapshots })
      if (sweep === undefined) return files
      const rows = store.runs.rows('sweep = ? AND superseded = 0', sweep).map(({ id }) => store.runs.detail(id))
      return [...files, ...exportSweep(detailOf(context, store.sweeps.get(sweep)), rows, rows.map(curveOf), formats)]
    },
    'export.python': ({ runs }) =>
      pythonFiles(
        store,
        runs.map((run) => store.runs.detail(run))
      ),
    // Only a door with a file dialogue can save; it lays its own handler over this one.
    'export.save': () => ({ folder: null })
  }
}
