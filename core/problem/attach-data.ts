import { LabError } from '../errors.ts'
import { listed } from '../expression/nearest.ts'
import { parameterValues } from './document-check.ts'
import type { LoadedProblem, ProblemDocument } from './document.ts'

/** A data file as a problem names it. */
export interface DataEntry {
  file: string
  columns: Record<string, string>
  weight?: number | undefined
}

/**
 * The document with a data file, in place of the one of that name, and with parameters that are estimated from it, their values the
 * first guesses. Throws a LabError for a parameter that it has not.
 */
export function withData(loaded: LoadedProblem, entry: DataEntry, estimated: readonly string[] = []): ProblemDocument {
  const { document } = loaded
  const { parameters = {}, estimate = {}, data } = document
  const values = parameterValues(document, loaded)
  const stray = estimated.find((name) => !values.has(name))
  if (stray !== undefined)
    throw new LabError(
      'unknown-parameter',
      `${stray} is not a parameter with a value`,
      `Those are ${listed([...values.keys()]) || 'none'}.`
    )
  const kept = (data === undefined ? [] : Array.isArray(data) ? data : [data]).filter(({ file }) => file !== entry.file)
  const { weight, ...rest } = entry
  const entries = [...kept, weight === undefined || weight === 1 ? rest : { ...rest, weight }]
  const guesses = estimated.map((name) => [name, { initial: values.get(name)! }] as const)
  const left = Object.entries(parameters).filter(([name]) => !estimated.includes(name))
  const { parameters: _, ...others } = document
  return {
    ...others,
    ...(left.length === 0 ? {} : { parameters: Object.fromEntries(left) }),
    ...(guesses.length + Object.keys(estimate).length === 0 ? {} : { estimate: { ...estimate, ...Object.fromEntries(guesses) } }),
    data: entries.length === 1 ? entries[0]! : entries
  }
}

/** The document without a data file; what was estimated from it stays, and `check` says so where nothing is left to estimate it from. */
export function withoutData({ document }: LoadedProblem, file: string): ProblemDocument {
  const { data, ...others } = document
  const kept = (data === undefined ? [] : Array.isArray(data) ? data : [data]).filter((entry) => entry.file !== file)
  return kept.length === 0 ? others : { ...others, data: kept.length === 1 ? kept[0]! : kept }
}
