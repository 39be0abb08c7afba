import { LabError } from '../../../core/errors.ts'
import { numpyScript } from '../../../core/training/python/numpy-script.ts'
import type { ExportedFile, RunDetail } from '../../api/types.ts'
import { stem } from '../export/files.ts'
import type { Store } from '../store/index.ts'
import { standingOf } from './beginnings.ts'
import { experimentOf } from './experiments.ts'

/** The script that computes a run's solution from its newest weights. */
export function pythonFile(store: Store, detail: RunDetail): ExportedFile {
  const { run } = detail
  const checkpoint = standingOf(store, run)
  if (checkpoint === null) throw new LabError('run-untrained', `${run} has no weights yet.`, 'Wait until it has trained for some seconds.')
  const { iteration, parameters } = checkpoint
  const script = numpyScript(experimentOf(store, detail), parameters, { run, iteration })
  return { name: `${stem(run, new Date())}.py`, mime: 'text/x-python', bytes: new TextEncoder().encode(script) }
}
