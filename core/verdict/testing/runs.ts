import { bindExperiment } from '../../problem/prepare.ts'
import { LIBRARY } from '../../problem/library/index.ts'
import { checkPoints } from '../../reference/collocation/solve.ts'
import { resolveExperiment } from '../../training/experiment.ts'
import { overlay } from '../../training/overlay.ts'
import { Session } from '../../training/session.ts'
import { linearisedDefect } from '../defect.ts'
import type { Cure } from '../types.ts'
import { perturbed, systemOf } from './fields.ts'

/** A problem of the library, trained to its end, perhaps with what a cure of its verdict changes. */
export function trainedRun(id: string, settings: unknown = {}, cure: Pick<Cure, 'changes'> = { changes: [] }) {
  const { yaml, files } = LIBRARY.find((problem) => problem.id === id)!
  const source = cure.changes.some(({ path }) => path === 'problem.trial') ? yaml.replace(/^trial:.*\n/m, '') : yaml
  const changed = cure.changes
    .filter(({ path }) => !path.startsWith('problem.'))
    .reduce<unknown>((under, { path, value }) => overlay(under, nested(path, value)), settings)
  const experiment = resolveExperiment({ source, id, settings: changed, files })
  const session = new Session(experiment)
  while (session.status === 'ready') session.advance(100)
  const { parameters, form } = session.checkpoint()
  return { experiment, session, parameters, form }
}

const nested = (path: string, value: unknown): unknown => path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value)

/** The exact solution of a problem with a small wave on it, as a trained one would be handed over, and the collocation points. */
export function boxOf(id: string) {
  const system = systemOf(id)
  const { problem } = system
  const { field } = perturbed(system, 1e-3)
  const { yaml, files } = LIBRARY.find((one) => one.id === id)!
  const { built, bindings } = bindExperiment(resolveExperiment({ source: yaml, id, files }))
  const nodes = bindings.points[built.groups.interior]!
  return { problem, field, defect: linearisedDefect(system, field), nodes, dense: checkPoints(system) }
}
