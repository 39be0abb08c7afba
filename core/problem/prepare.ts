import { makeEngine } from '../engine/make-engine.ts'
import type { Bindings } from '../engine/plan.ts'
import type { Experiment } from '../training/experiment.ts'
import type { Settings } from '../training/settings.ts'
import { bind } from './bind.ts'
import type { BoundProblem } from './bound.ts'
import { buildPlan } from './build-plan.ts'
import { compileProblem, type CompiledProblem } from './compile.ts'
import { loadProblem } from './document.ts'
import { beginStates } from './ritz.ts'
import { trialForm, type TrialForm } from './trial.ts'

/** Parses, builds and binds a resolved experiment. */
export function bindExperiment(experiment: Pick<Experiment, 'yaml' | 'parameters' | 'settings' | 'files'>): BoundProblem {
  const problem = compileProblem(loadProblem(experiment.yaml), experiment.parameters, experiment.files)
  return bindProblem(problem, trialForm(problem), experiment.settings)
}

/** The Plan of a compiled problem, its numbers, and the engine over them. */
export function bindProblem(problem: CompiledProblem, form: TrialForm, settings: Settings): BoundProblem {
  const built = buildPlan(problem, form, settings)
  const bindings = bind(problem, built, settings)
  beginStates(problem, form, settings, built, bindings)
  const over = (own: Bindings) => makeEngine(built.plan, own, settings.engine)
  return { problem, built, bindings, engine: over(bindings), over }
}
