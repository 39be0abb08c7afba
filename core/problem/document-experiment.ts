import { LabError, type Place } from '../errors.ts'
import type { Span } from '../expression/ast.ts'
import { nearest } from '../expression/nearest.ts'
import { Settings } from '../training/settings.ts'
import { dotted, type Path } from './document-explain.ts'
import { EXPERIMENT_SCHEMA, PROBLEM_SCHEMA } from './document-schema.ts'
import { checkKind, loadFrom, sourceOf, type LoadedProblem } from './document.ts'
import type { Source } from './yaml-source.ts'

export { EXPERIMENT_SCHEMA } from './document-schema.ts'

/** An experiment as its file states it: which problem, and settings that parseSettings checks. */
export interface LoadedExperiment {
  /** a library id or a path; a problem that the file itself states */
  problem: string | LoadedProblem
  settings: Record<string, unknown>
  /** where a value of the settings stands in the file */
  place(path: Path, span?: Span): Place
  placeOfKey(path: Path): Place
}

/**
 * Reads an experiment, or a problem (whose `settings:` are an experiment without `problem:`), from YAML, JSON or paper form.
 * Throws a LabError with the place in the file.
 */
export function loadExperiment(text: string, file?: string): LoadedExperiment {
  const source = sourceOf(text, file)
  const { data } = source
  const schema: unknown = typeof data === 'object' && data !== null && 'schema' in data ? data.schema : undefined
  if (schema === PROBLEM_SCHEMA) {
    const problem = loadFrom(source)
    return { problem, settings: problem.document.settings ?? {}, ...below(source, ['settings']) }
  }
  checkKind(source, EXPERIMENT_SCHEMA)
  const { schema: _, problem, ...settings } = data as Record<string, unknown>
  checkKeys(settings, source)
  if (typeof problem === 'string' && problem.trim() !== '') return { problem: problem.trim(), settings, ...below(source, []) }
  if (typeof problem === 'object' && problem !== null && !Array.isArray(problem)) {
    const inner: Source = { ...source, ...below(source, ['problem']), data: { schema: PROBLEM_SCHEMA, ...problem } }
    return { problem: loadFrom(inner), settings, ...below(source, []) }
  }
  const found =
    problem === undefined ? 'problem is missing in an experiment' : `problem is ${JSON.stringify(problem)}, which names no problem`
  const cure = 'Write problem: lecture-decay, the path of a problem file, or the problem itself.'
  throw new LabError(problem === undefined ? 'missing-key' : 'wrong-value', found, cure, source.place(['problem']))
}

const below = (source: Source, root: Path): Pick<LoadedExperiment, 'place' | 'placeOfKey'> => ({
  place: (path, span) => source.place([...root, ...path], span),
  placeOfKey: (path) => source.placeOfKey([...root, ...path])
})

/** Names the keys of an experiment; parseSettings would not know `problem`. */
function checkKeys(settings: Record<string, unknown>, source: Source): void {
  const keys = ['schema', 'problem', ...Object.keys(Settings.shape)]
  for (const key of Object.keys(settings)) {
    if (keys.includes(key)) continue
    const close = nearest(key, keys)
    const cure = close === undefined ? `Its keys are ${keys.join(' ')}.` : `Write ${close.word}.`
    throw new LabError(
      'unknown-key',
      `${dotted([key])} is not a key of an experiment`,
      cure,
      source.placeOfKey([key]),
      close?.sure === true ? close.word : undefined
    )
  }
}
