import { checkProblem } from '../../../core/problem/check.ts'
import { LIBRARY } from '../../../core/problem/library/index.ts'
import { resolveExperiment } from '../../../core/training/experiment.ts'
import { Session } from '../../../core/training/session.ts'
import type { Answers } from '../context.ts'
import type { LibraryEntry } from '../../api/types.ts'
import { libraryProblem } from './documents.ts'
import { thumbnail } from './thumbnail.ts'

let entries: LibraryEntry[] | null = null

/** The built-in problems. They cannot change while the lab runs, so they are read once. */
export function library(): Pick<Answers, 'library.list' | 'library.get'> {
  return {
    'library.list': () => (entries ??= LIBRARY.map(describe)),
    'library.get': ({ id }) => libraryProblem(id)
  }
}

function describe({ id, yaml }: { id: string; yaml: string }): LibraryEntry {
  const report = checkProblem({ source: yaml, id })
  const experiment = resolveExperiment({ source: yaml, id })
  const [first] = report.equations
  return {
    id,
    name: experiment.name,
    group: experiment.about.group,
    text: experiment.about.text,
    latex: first?.latex ?? '',
    equation: first?.text ?? '',
    variables: experiment.variables.map(({ name }) => name),
    settings: experiment.settings,
    thumbnail: thumbnail(new Session(experiment).snapshot())
  }
}
