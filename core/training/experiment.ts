import type { Settings } from './settings.ts'

/** A problem and how to train for it, resolved: plain data that crosses to a worker and into the store. */
export interface Experiment {
  /** library id, or a slug of the problem's name */
  id: string
  name: string
  /** the problem, in the users' format; parameters as overridden */
  yaml: string
  paper: string
  settings: Settings
  parameters: Record<string, number>
  variables: { name: string; from: number; to: number }[]
  unknowns: string[]
}

/** Where an experiment comes from: text of a problem or an experiment, with what is laid over it. */
export interface ExperimentSource {
  source: string
  file?: string | undefined
  /** the library's id, where it comes from there */
  id?: string | undefined
  settings?: unknown
  parameters?: Record<string, string | number> | undefined
}
