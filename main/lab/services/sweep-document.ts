import { parse } from 'yaml'
import { expandSweep } from '../../../core/sweep/expand.ts'
import type { Expansion } from '../../../core/sweep/expand.ts'
import { experimentOfRun } from '../../../core/sweep/experiment.ts'
import { parseSweep } from '../../../core/sweep/parse.ts'
import type { Sweep } from '../../../core/sweep/parse.ts'
import { LIBRARY } from '../../../core/problem/library/index.ts'
import { LabError } from '../../../core/errors.ts'
import type { Experiment } from '../../../core/training/experiment.ts'
import { overlay } from '../../../core/training/overlay.ts'
import type { Seed } from '../../../core/training/settings.ts'
import type { ExperimentInput } from '../../api/types.ts'
import { namedExperiment } from './documents.ts'
import { resolve } from './experiments.ts'

/** A sweep ready to be run: what it varies, and the experiment under it with everything filled in. */
export interface ReadSweep {
  sweep: Sweep
  base: Experiment
  expansion: Expansion
  name: string
  /** the experiment of one run, checked */
  experimentOf: (values: Expansion['configurations'][number]['values'], seed: Seed) => Experiment
}

/** Reads a sweep document. `beside` is the experiment that it varies where it names none, or a path that is none of the library's. */
export function readSweep(document: string, beside?: ExperimentInput): ReadSweep {
  const sweep = parseSweep(document)
  const input = experimentUnder(sweep, beside)
  const base = resolve(input)
  const expansion = expandSweep(sweep, base.settings.seed)
  // The problem's own settings and the given ones, but no defaults: what is not said may follow from what a configuration says.
  const { settings: own } = parse(base.yaml) as { settings?: unknown }
  const under: ExperimentInput = { problem: { source: base.yaml }, settings: overlay(own, input.settings), files: base.files }
  return {
    sweep,
    base,
    expansion,
    name: sweep.name ?? `${base.name}: ${expansion.axes.map(({ label }) => label.toLowerCase()).join(' × ') || 'seeds'}`,
    experimentOf: (values, seed) => ({ ...resolve(experimentOfRun(under, values, seed, sweep)), id: base.id })
  }
}

function experimentUnder({ experiment }: Sweep, beside: ExperimentInput | undefined): ExperimentInput {
  if (typeof experiment === 'object' && experiment !== null) {
    const { problem, settings } = namedExperiment(experiment)
    return { problem: { id: problem }, settings }
  }
  const isKnown = LIBRARY.some(({ id }) => id === experiment)
  if (beside !== undefined && !isKnown) return beside
  if (experiment !== null) return { problem: { id: experiment } }
  throw new LabError(
    'sweep-experiment',
    'The sweep names no experiment to vary.',
    'Write experiment: with a library id or the path of a file.'
  )
}
