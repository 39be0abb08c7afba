import { parseDocument } from 'yaml'
import { LIBRARY, type LibraryProblem } from '../../../core/problem/library/index.ts'
import { overlay } from '../../../core/training/overlay.ts'
import { LabError } from '../../../core/errors.ts'
import type { ExperimentInput } from '../../api/types.ts'

/** A problem and what is laid over it, as core resolves it. */
export interface ProblemSource {
  source: string
  file?: string
  id?: string
  settings?: unknown
  parameters?: Record<string, string | number>
  files?: Readonly<Record<string, string>>
}

export function libraryProblem(id: string): LibraryProblem {
  const found = LIBRARY.find((entry) => entry.id === id)
  if (found !== undefined) return found
  throw new LabError('problem-unknown', `The library has no problem "${id}".`, `It has ${LIBRARY.map((entry) => entry.id).join(', ')}.`)
}

type Plain = Record<string, unknown>
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Settings around a problem that is named, not written out: by library id, or by a path that only the command line follows. */
export interface NamedExperiment {
  problem: string
  settings: Plain
}

/** An experiment document (formats.md). Null for any other text. */
export function readExperiment(text: string, file?: string): NamedExperiment | null {
  const document = parseDocument(text)
  if (document.errors.length > 0) return null
  const value = document.toJS() as unknown
  const isExperiment = isPlain(value) && typeof value.schema === 'string' && value.schema.startsWith('ansatz.experiment/')
  return isExperiment ? namedExperiment(value, file) : null
}

/** An experiment as a mapping, such as a sweep may hold in place. */
export function namedExperiment({ schema = 'ansatz.experiment/1', problem, ...settings }: Plain, file?: string): NamedExperiment {
  const place = file === undefined ? {} : { file }
  if (schema !== 'ansatz.experiment/1')
    throw new LabError(
      'schema-unknown',
      `This lab does not know ${JSON.stringify(schema)}.`,
      'Update Ansatz, or write schema: ansatz.experiment/1',
      place
    )
  if (typeof problem !== 'string')
    throw new LabError(
      'experiment-problem',
      'The experiment names no problem.',
      'Write problem: with a library id or the path of a problem file.',
      place
    )
  return { problem, settings }
}

/** What core needs for an experiment as the window and the command line send it. No file is read here: a data file that was not sent is missing. */
export function problemSource({ problem, settings, parameters, files }: ExperimentInput): ProblemSource {
  const laid = {
    ...(settings === undefined ? {} : { settings }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(files === undefined ? {} : { files })
  }
  if ('id' in problem) return { ...sourceOf(libraryProblem(problem.id)), ...laid }
  const { source, file } = problem
  const experiment = readExperiment(source, file)
  if (experiment === null) return { source, ...(file === undefined ? {} : { file }), ...laid }
  return { ...sourceOf(libraryProblem(experiment.problem)), ...laid, settings: overlay(experiment.settings, settings) }
}

const sourceOf = ({ id, yaml, files }: LibraryProblem): ProblemSource => ({ source: yaml, id, files })
