import { LabError } from '../../../core/errors.ts'
import type { Snapshot } from '../../../core/training/snapshot.ts'
import type { RunCurve, RunDetail } from '../../api/types.ts'
import type { Answers, Context } from '../context.ts'
import { exportRuns, exportSweep } from '../export/data.ts'
import { storedSnapshot } from './snapshots.ts'
import { detailOf } from './sweep-summary.ts'
import { thinned } from './thinned.ts'

/** Runs whose solution is rebuilt for an export; more would make it wait. */
const REBUILT = 200

/** Files of runs and sweeps. */
export function exports(context: Context): Pick<Answers, 'export.data' | 'export.save'> {
  const { store } = context
  const curveOf = ({ run }: RunDetail): RunCurve => ({ run, ...thinned(store.results.curve(run)) })
  return {
    'export.data': async ({ runs = [], sweep, formats }) => {
      if (sweep !== undefined) {
        const detail = detailOf(context, store.sweeps.get(sweep))
        const details = detail.configurations.flatMap((each) =>
          each.runs.flatMap(({ run }) => (run === null ? [] : [store.runs.detail(run)]))
        )
        return exportSweep(detail, details, details.map(curveOf), formats)
      }
      if (runs.length === 0) throw new LabError('export-empty', 'No run and no sweep was named.', 'Name what is to be written.')
      const details = runs.map((run) => store.runs.detail(run))
      const snapshots = new Map<string, Snapshot>()
      for (const detail of details.slice(0, REBUILT)) {
        if (detail.iterations > 0) snapshots.set(detail.run, storedSnapshot(store, detail))
        await new Promise((resolve) => setImmediate(resolve))
      }
      return exportRuns(details, details.map(curveOf), formats, { snapshots })
    },
    // Only a door with a file dialogue can save; it lays its own handler over this one.
    'export.save': () => ({ folder: null })
  }
}
