import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { LabError } from '../../../core/errors.ts'
import { nearest } from '../../../core/expression/nearest.ts'
import { LIBRARY } from '../../../core/problem/library/index.ts'
import { parameterName } from '../../../core/sweep/names.ts'
import { overlay } from '../../../core/training/overlay.ts'
import type { ExperimentInput } from '../../api/types.ts'
import { readExperiment } from '../../lab/services/documents.ts'
import { readDataFiles } from './data-files.ts'
import type { Io } from './io.ts'
import { badUsage } from './options.ts'

const isLibrary = (id: string) => LIBRARY.some((entry) => entry.id === id)
const isPath = (name: string) => /[\\/]/.test(name) || /\.(ya?ml|json|txt)$/i.test(name)

/** The text of a file that the user named. */
export function readText(name: string, { cwd }: Pick<Io, 'cwd'>): { file: string; text: string } {
  const path = resolve(cwd, name)
  if (!existsSync(path)) throw new LabError('file-missing', `There is no file ${name}.`, `Looked for ${path}.`, { file: name })
  if (!statSync(path).isFile()) throw new LabError('file-unreadable', `${name} is not a file.`, 'Name a problem file.', { file: name })
  try {
    return { file: name, text: readFileSync(path, 'utf8') }
  } catch (thrown) {
    throw new LabError('file-unreadable', `${name} cannot be read: ${String(thrown)}`, 'Give yourself the right to read it.', {
      file: name
    })
  }
}

/** The experiment behind FILE|ID: a library id, a problem file with its data files, or an experiment file with the problem that it names. */
export function experimentFrom(name: string, io: Pick<Io, 'cwd'>): ExperimentInput {
  if (isLibrary(name)) return { problem: { id: name } }
  if (!isPath(name) && !existsSync(resolve(io.cwd, name))) throw unknownSubject(name)
  const { file, text } = readText(name, io)
  const experiment = readExperiment(text, file)
  if (experiment === null) {
    const files = readDataFiles(text, file, dirname(resolve(io.cwd, name)))
    return { problem: { source: text, file }, ...(Object.keys(files).length === 0 ? {} : { files }) }
  }
  const { problem, settings } = experiment
  if (isLibrary(problem)) return { problem: { id: problem }, settings }
  const inner = experimentFrom(resolve(dirname(resolve(io.cwd, name)), problem), io)
  return { ...inner, settings: overlay(inner.settings, settings) }
}

function unknownSubject(name: string): LabError {
  const ids = LIBRARY.map(({ id }) => id)
  const meant = nearest(name, ids)
  const cure = `${meant === undefined ? '' : `Did you mean ${meant.word}? `}The library has ${ids.join(', ')}; a file is named by its path.`
  return new LabError('problem-unknown', `"${name}" is neither a problem of the library nor a file.`, cure)
}

/** One word of YAML: 1e-3, [10, 10], tanh. */
function yamlValue(text: string, flag: string): unknown {
  try {
    return parse(text) as unknown
  } catch {
    throw badUsage(`The value in ${flag} is not YAML.`, 'Write for example training.learning_rate=1e-3 or network.hidden=[10,10].')
  }
}

/**
 * What --set PATH=YAML and --seed lay over an experiment: paths into settings (`training.learning_rate`, or a sweep's short forms
 * such as `learning_rate`) and `problem.parameters.NAME`.
 */
export function withSettings(experiment: ExperimentInput, sets: readonly string[], seed?: string): ExperimentInput {
  let { settings } = experiment
  const parameters: Record<string, string | number> = { ...experiment.parameters }
  for (const set of seed === undefined ? sets : [...sets, `seed=${seed}`]) {
    const at = set.indexOf('=')
    if (at < 1) throw badUsage(`--set ${set} has no value.`, 'Write --set PATH=VALUE, for example --set training.learning_rate=1e-3.')
    const path = set.slice(0, at)
    const value = yamlValue(set.slice(at + 1), `--set ${set}`)
    if (path === 'width' || path === 'depth') throw badUsage(`--set ${set}: ${path} is for sweeps.`, 'Write --set network.hidden=[20,20].')
    const parameter = /^(?:problem\.)?parameters\.(.+)$/.exec(path)?.[1]
    if (parameter === undefined) settings = overlay(settings, nested(parameterName(path)?.path ?? path, value))
    else if (typeof value === 'number' || typeof value === 'string') parameters[parameter] = value
    else throw badUsage(`--set ${set}: a parameter is a number or an expression.`, `Write --set problem.parameters.${parameter}=2.`)
  }
  return {
    problem: experiment.problem,
    ...(settings === undefined ? {} : { settings }),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(experiment.files === undefined ? {} : { files: experiment.files })
  }
}

function nested(path: string, value: unknown): unknown {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value)
}
