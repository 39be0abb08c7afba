import { LabError, type LabErrorJson, type Place } from '../errors.ts'
import type { Span } from '../expression/ast.ts'
import { nearest } from '../expression/nearest.ts'
import { checkNames, checkReferences, parameterIntervals, parameterValues, variableIntervals, type Interval } from './document-check.ts'
import { explainIssue, type Path } from './document-explain.ts'
import { EXPERIMENT_SCHEMA, PROBLEM_SCHEMA, ProblemDocument } from './document-schema.ts'
import { refuseNothing } from './fit.ts'
import { checkText } from './document-text.ts'
import { looksLikePaper, readPaper } from './paper-read.ts'
import { spelledOut } from './spelled-out.ts'
import { readYaml, type Source } from './yaml-source.ts'

export { PROBLEM_KEYS, PROBLEM_SCHEMA, ProblemDocument, type LongCondition } from './document-schema.ts'
export type { Path } from './document-explain.ts'

/** A problem whose shape, names and constants have been checked; its expressions are still text. */
export interface LoadedProblem {
  document: ProblemDocument
  format: 'yaml' | 'json' | 'paper'
  /**
   * Where the value at a path stands in the file, or a part of the text there: an error at column k of an equation comes out at
   * the file's line and column. Of what holds the path where nothing is there.
   */
  place(path: Path, span?: Span): Place
  placeOfKey(path: Path): Place
  warnings: LabErrorJson[]
  /** values of the parameters that are not given as intervals */
  parameters: ReadonlyMap<string, number>
  variables: readonly Interval[]
}

/** Reads a problem from YAML, JSON or paper form. Throws a LabError with the place in the file and the cure. */
export function loadProblem(text: string, file?: string): LoadedProblem {
  return loadFrom(sourceOf(text, file))
}

/** The data of a document in any of its spellings, not yet checked. */
export function sourceOf(text: string, file?: string): Source {
  const clean = checkText(text, file)
  return looksLikePaper(clean) ? readPaper(clean, file) : readYaml(clean, file)
}

export function loadFrom(given: Source): LoadedProblem {
  const source = spelledOut(given)
  const { data } = source
  checkKind(source, PROBLEM_SCHEMA)
  const parsed = ProblemDocument.safeParse(data)
  if (!parsed.success) throw explainIssue(ProblemDocument, parsed.error.issues, data, source, 'a problem')
  const document = parsed.data
  refuseNothing(document, source)
  checkNames(document, source)
  checkReferences(document, source)
  const parameters = parameterValues(document, source)
  const variables = variableIntervals(document, source, parameters)
  parameterIntervals(document, source, parameters)
  const { format, warnings } = source
  return {
    document,
    format,
    warnings,
    parameters,
    variables,
    place: (path, span) => source.place(path, span),
    placeOfKey: (path) => source.placeOfKey(path)
  }
}

/** Refuses what is no mapping, or says that it is something else. */
export function checkKind(source: Source, wanted: string): void {
  const { data } = source
  const kind = wanted.replace(/^ansatz\.(\w+)\/.*$/, '$1')
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    const cure = `Begin with schema: ${wanted}, or write one statement a line, such as g' = -2*g, g(0) = 1 and t in [0, 1].`
    throw new LabError('not-a-document', `This is not a ${kind}: there are no keys`, cure, source.place([]))
  }
  const schema: unknown = 'schema' in data ? data.schema : undefined
  if (schema === wanted) return
  const misspelt = Object.keys(data).find((key) => key !== 'schema' && nearest(key, ['schema']) !== undefined)
  if (schema === undefined && misspelt !== undefined) {
    throw new LabError('schema', `${misspelt} is not a key of a ${kind}`, 'Write schema.', source.placeOfKey([misspelt]), 'schema')
  }
  if (schema === undefined) {
    throw new LabError('schema', `The file does not say what it is`, `Add the line schema: ${wanted}`, source.place([]))
  }
  const shown = typeof schema === 'string' ? schema : JSON.stringify(schema)
  const place = source.place(['schema'])
  const other = /^ansatz\.(\w+)\/(\d+)$/.exec(shown)
  if (other?.[1] === kind)
    throw new LabError(
      'schema',
      `${shown} is another version of the format; this lab reads ${wanted}`,
      'Use a lab that reads it, or rewrite the file.',
      place
    )
  if (other !== null) {
    const use = shown === EXPERIMENT_SCHEMA ? 'Use it where an experiment is wanted.' : `Give a file with schema: ${wanted}.`
    throw new LabError('schema', `This is an ${other[1]!}, not a ${kind}`.replace(/ an (?![aeiou])/, ' a '), use, place)
  }
  throw new LabError('schema', `${shown} is not a format of this lab`, `Write schema: ${wanted}.`, place, wanted)
}
