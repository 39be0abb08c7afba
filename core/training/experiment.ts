import { LabError } from '../errors.ts'
import { examine, throwFirst } from '../problem/check.ts'
import { slug } from '../problem/slug.ts'
import { toYaml } from '../problem/yaml.ts'
import { completed } from '../problem/settings-of.ts'
import type { Settings } from './settings.ts'

/** A problem and how to train for it, resolved: plain data that crosses to a worker and into the store. */
export interface Experiment {
  /** library id, or a slug of the problem's name */
  id: string
  name: string
  about: { group: string; text: string }
  /** the problem, in the users' format, with the parameter values of this experiment */
  yaml: string
  paper: string
  settings: Settings
  parameters: Record<string, number>
  variables: { name: string; from: number; to: number }[]
  unknowns: string[]
  /** contents of the data files that the problem names */
  files?: Record<string, string>
}

/** Where an experiment comes from: the text of a problem, with what is laid over it. */
export interface ExperimentSource {
  source: string
  file?: string | undefined
  /** the library's id, where it comes from there */
  id?: string | undefined
  /** laid over the problem's own settings, then over the defaults */
  settings?: unknown
  parameters?: Record<string, string | number> | undefined
  /** contents of the data files that the problem names, by the name that it gives them */
  files?: Record<string, string> | undefined
}

/**
 * The experiment, checked from all sides: it parses, its conditions fit, its trial solution meets them. Throws the first
 * fault as a LabError; nothing is trained.
 */
export function resolveExperiment(input: ExperimentSource): Experiment {
  const { report, problem, settings } = examine(input)
  throwFirst(report.errors)
  if (problem === undefined || settings === undefined)
    throw new LabError('internal', 'A problem without faults was not compiled.', 'Please report this.')
  const { document } = problem.loaded
  const texts = Object.entries(input.parameters ?? {})
  const stored = texts.length === 0 ? document : { ...document, parameters: { ...document.parameters, ...Object.fromEntries(texts) } }
  return {
    id: input.id ?? slug(problem.name),
    name: problem.name,
    about: { group: document.about?.group ?? '', text: document.about?.text ?? '' },
    yaml: texts.length === 0 ? report.yaml : toYaml(stored),
    paper: report.paper,
    settings: completed(settings, problem.variables),
    parameters: Object.fromEntries(problem.parameters.map(({ name, value }) => [name, value])),
    variables: problem.variables.map(({ name, from, to }) => ({ name, from, to })),
    unknowns: problem.unknowns,
    ...(input.files === undefined ? {} : { files: input.files })
  }
}
