import { choiceOf } from '../../../core/engine/make-engine.ts'
import { checkProblem } from '../../../core/problem/check.ts'
import { resolveExperiment } from '../../../core/training/experiment.ts'
import type { Experiment } from '../../../core/training/experiment.ts'
import type { ExperimentInput, RunDetail } from '../../api/types.ts'
import type { Context } from '../context.ts'
import type { Store } from '../store/index.ts'
import type { NewRun } from '../store/runs.ts'
import { problemSource } from './documents.ts'

export function resolve(input: ExperimentInput): Experiment {
  return resolveExperiment(problemSource(input))
}

/** The experiment of a stored run. Its problem text, settings and data are complete: nothing of today's library, defaults or files comes in. */
export function experimentOf(
  { runs }: Pick<Store, 'runs'>,
  {
    run,
    problemYaml,
    problem,
    settings,
    parameters,
    engine
  }: Pick<RunDetail, 'run' | 'problemYaml' | 'problem' | 'settings' | 'parameters' | 'engine'>
): Experiment {
  const experiment = resolveExperiment({ source: problemYaml, id: problem, settings, parameters, files: runs.files.of(run) })
  // what was trained goes on, and is repeated, with the same bits
  return { ...experiment, settings: { ...experiment.settings, engine: choiceOf(experiment.settings.engine, engine) } }
}

/** How a problem is written in lists of runs. */
export function headline({ yaml, id, files }: Pick<Experiment, 'yaml' | 'id' | 'files'>): Pick<NewRun, 'equation' | 'latex'> {
  const { equations } = checkProblem({ source: yaml, id, files })
  return { equation: equations.map(({ text }) => text).join('; '), latex: equations[0]?.latex ?? '' }
}

/** What the store keeps of an experiment before it is trained. */
export function newRun(
  experiment: Experiment,
  { info }: Pick<Context, 'info'>,
  more: Partial<NewRun> & Pick<NewRun, 'equation' | 'latex'>
): NewRun {
  return {
    name: null,
    problem: experiment.id,
    problemName: experiment.name,
    problemYaml: experiment.yaml,
    axes: Math.min(2, experiment.variables.length), // of what is drawn
    settings: experiment.settings,
    parameters: experiment.parameters,
    versions: info.versions,
    machine: info.machine,
    files: experiment.files ?? {},
    ...more
  }
}
