import { LabError } from '../../../core/errors.ts'
import { deepxdeScript } from '../../../core/training/python/deepxde-script.ts'
import { numpyScript } from '../../../core/training/python/numpy-script.ts'
import { shapedExperiment } from '../../../core/training/solution-form.ts'
import type { ExportedFile, RunDetail } from '../../api/types.ts'
import { stem } from '../export/files.ts'
import type { Store } from '../store/index.ts'
import { standingOf } from './beginnings.ts'
import { experimentOf } from './experiments.ts'

/** Scripts of runs: one that computes the solution from the newest weights, and one that states the problem for DeepXDE, where that can be done. */
export function pythonFiles(store: Store, details: readonly RunDetail[]): { files: ExportedFile[]; notes: string[] } {
  const notes: string[] = []
  const files = details.flatMap((detail): ExportedFile[] => {
    const { run } = detail
    const checkpoint = standingOf(store, run)
    if (checkpoint === null)
      throw new LabError('run-untrained', `${run} has no weights yet.`, 'Wait until it has trained for some seconds.')
    const { iteration, parameters, form } = checkpoint
    const experiment = experimentOf(store, detail)
    const name = stem(run, new Date())
    const own: ExportedFile[] = []
    if (form?.windows === undefined)
      own.push(pythonFile(`${name}.py`, numpyScript(shapedExperiment(experiment, form), parameters, { run, iteration })))
    else notes.push(`${run}: no script of its weights: it is solved in ${form.windows.length} windows in time.`)
    const other = deepxdeScript(experiment)
    if ('script' in other) return [...own, pythonFile(`${name}_deepxde.py`, other.script)]
    notes.push(`${run}: no script for DeepXDE: ${other.reason}.`)
    return own
  })
  return { files, notes }
}

const pythonFile = (name: string, script: string): ExportedFile => ({
  name,
  mime: 'text/x-python',
  bytes: new TextEncoder().encode(script)
})
