import { LabError } from '../errors.ts'
import type { Place } from '../errors.ts'
import type { Span } from '../expression/ast.ts'
import { nearest } from '../expression/nearest.ts'
import { explainIssue, valueAt } from '../problem/document-explain.ts'
import { readYaml } from '../problem/yaml-source.ts'
import type { Source } from '../problem/yaml-source.ts'
import type { Seed } from '../training/settings.ts'
import { parseConstraint } from './constraint.ts'
import type { Constraint } from './constraint.ts'
import { levels } from './levels.ts'
import type { Level } from './levels.ts'
import { isMetric, METRICS } from './metric.ts'
import type { MetricName } from './metric.ts'
import { KNOWN_NAMES, parameterName, SHORT_NAMES } from './names.ts'
import type { ParameterName } from './names.ts'
import { SweepDocument } from './schema.ts'
import { seedList } from './seeds.ts'
import { refuseUnbuilt } from './unbuilt.ts'
import { checkLevels } from './values.ts'

/** A checked sweep. */
export interface Sweep {
  name: string | null
  description: string | null
  /** library id, path, or an experiment written in place; null when the document names none */
  experiment: string | Record<string, unknown> | null
  method: 'grid' | 'list'
  metric: { name: MetricName; goal: 'minimize' | 'maximize' }
  /** in the order of the document; one level = a constant */
  parameters: (ParameterName & { levels: Level[] })[]
  /** names of parameters that go together, pair by pair */
  zip: string[][]
  constraints: Constraint[]
  /** null: the experiment's own seed, once */
  seeds: Seed[] | null
  maxIterations: number | null
  /** at most so many runs at a time; null: as many as there are workers */
  concurrent: number | null
  runCap: number | null
  document: string
}

/**
 * Reads a sweep file (YAML or JSON, `ansatz.sweep/1`, or W&B's own). Throws LabError with the place of the first thing that is wrong: codes
 * those of reading any document, sweep-schema, sweep-parameter, sweep-metric, sweep-constraint, sweep-zip, sweep-seeds, not-built.
 */
export function parseSweep(text: string, file?: string): Sweep {
  const source = readYaml(text, file)
  const checked = SweepDocument.safeParse(source.data)
  if (!checked.success) {
    refuseProblem(source)
    throw explainIssue(SweepDocument, checked.error.issues, source.data, source, 'the sweep')
  }
  const document = checked.data
  if (document.schema !== undefined && document.schema !== 'ansatz.sweep/1') throw schemaError(document.schema, source.place(['schema']))
  if (Object.keys(document.parameters).length === 0) {
    throw new LabError(
      'sweep-parameter',
      'The sweep has no parameters.',
      'For example parameters: { width: { values: [10, 20] } }.',
      source.placeOfKey(['parameters'])
    )
  }
  refuseUnbuilt(document, (path) => source.placeOfKey(path))

  const parameters = Object.entries(document.parameters).map(([name, given]) => {
    return placed(source.placeOfKey(['parameters', name]), () => {
      const listed = levels(name, given)
      // Where values go in step, a value may come again beside another one; in a product it would only repeat runs.
      const inStep = document.method === 'list' || document.zip?.some((group) => group.includes(name)) === true
      const parameter = { ...resolve(name), levels: inStep ? listed : [...new Set(listed)] }
      checkLevels(parameter)
      return parameter
    })
  })
  const { metric, limits, replicates } = document
  const metricName = metric?.name ?? METRICS[0].name
  if (!isMetric(metricName)) {
    const meant = nearest(
      metricName,
      METRICS.map(({ name }) => name)
    )?.word
    const cure = `${meant === undefined ? '' : `Did you mean ${meant}? `}Available: ${METRICS.map(({ name }) => name).join(', ')}.`
    throw new LabError('sweep-metric', `There is no metric ${metricName}.`, cure, source.place(['metric', 'name']), meant)
  }
  const sweep: Sweep = {
    name: document.name ?? null,
    description: document.description ?? null,
    experiment: document.experiment ?? null,
    method: document.method === 'list' ? 'list' : 'grid',
    metric: { name: metricName, goal: metric?.goal ?? 'minimize' },
    parameters,
    zip: document.zip ?? [],
    constraints: (document.constraints ?? []).map((text, k) =>
      placed(
        (span) => source.place(['constraints', k], span),
        () => parseConstraint(text, parameters)
      )
    ),
    seeds: replicates === undefined ? null : placed(source.place(['replicates']), () => seedList(replicates)),
    maxIterations: limits?.max_iterations ?? null,
    concurrent: limits?.concurrent ?? null,
    runCap: document.run_cap ?? null,
    document: text
  }
  checkConflicts(sweep, source)
  checkZip(sweep, source)
  return sweep
}

/** Runs a check; its error comes out at this place, or at the place of the part of a text that it names. */
function placed<T>(place: Place | ((span: Span | undefined) => Place), work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    if (!(thrown instanceof LabError)) throw thrown
    const { column, length = 1 } = thrown.place
    throw thrown.at(typeof place === 'function' ? place(column === undefined ? undefined : { start: column - 1, length }) : place)
  }
}

/** The key that other tools' notes and older drafts of the format have. */
function refuseProblem(source: Source): void {
  if (valueAt(source.data, ['problem']) === undefined) return
  const message = 'A sweep has no problem of its own: it varies an experiment.'
  throw new LabError('unknown-key', message, 'Write experiment: in place of problem:.', source.placeOfKey(['problem']), 'experiment')
}

function resolve(name: string): ParameterName {
  const known = parameterName(name)
  if (known !== undefined) return known
  if (name === 'seed' || name === 'seeds') {
    throw new LabError(
      'sweep-parameter',
      'Seeds are not a parameter: every configuration runs with each of them.',
      'Write replicates: { seeds: [0, 1, 2] }.'
    )
  }
  const meant = nearest(name, KNOWN_NAMES)?.word
  const cure = `${meant === undefined ? '' : `Did you mean ${meant}? `}Available: ${SHORT_NAMES.join(', ')}, or a path into the experiment, e.g. network.initialization, problem.parameters.NAME.`
  throw new LabError('sweep-parameter', `An experiment has no parameter ${name}.`, cure, {}, meant)
}

function checkConflicts(sweep: Sweep, source: Source): void {
  const owner = new Map<string, string>()
  for (const { name, path } of sweep.parameters) {
    const clash = [...owner].find(([other]) => other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`))
    if (clash !== undefined) {
      const message = `Parameters ${clash[1]} and ${name} set the same thing.`
      throw new LabError('sweep-parameter', message, 'Remove one of the two.', source.placeOfKey(['parameters', name]))
    }
    owner.set(path, name)
  }
}

function checkZip(sweep: Sweep, source: Source): void {
  const wrong = (message: string, cure: string, path: readonly (string | number)[]) =>
    new LabError('sweep-zip', message, cure, source.place(path))
  const used = new Set<string>()
  for (const [k, group] of sweep.zip.entries()) {
    if (group.length < 2) throw wrong('zip pairs at least two parameters.', 'For example zip: [[width, iterations]].', ['zip', k])
    const lengths = group.map((name) => {
      const parameter = sweep.parameters.find((parameter) => parameter.name === name)
      if (parameter === undefined)
        throw wrong(`zip names ${name}, which is not among the parameters.`, 'Name parameters of this sweep.', ['zip', k])
      if (used.has(name)) throw wrong(`zip names ${name} twice.`, 'Let each parameter stand in one group.', ['zip', k])
      used.add(name)
      return parameter.levels.length
    })
    if (new Set(lengths).size > 1) {
      throw wrong(
        `zip pairs lists of different lengths: ${group.map((name, i) => `${name} has ${lengths[i]}`).join(', ')}.`,
        'Give them equally many values.',
        ['zip', k]
      )
    }
  }
  if (sweep.method !== 'list') return
  if (sweep.zip.length > 0)
    throw wrong('zip is for method: grid; a list pairs all its parameters.', 'Remove zip, or write method: grid.', ['zip'])
  const varying = sweep.parameters.filter(({ levels }) => levels.length > 1)
  if (new Set(varying.map(({ levels }) => levels.length)).size > 1) {
    const counts = varying.map(({ name, levels }) => `${name} has ${levels.length}`).join(', ')
    throw wrong(`A list needs equally many values of each parameter: ${counts}.`, 'Give them equally many values, or write method: grid.', [
      'parameters'
    ])
  }
}

function schemaError(schema: string, place: Place): LabError {
  const newer = /^ansatz\.sweep\/(\d+)$/.test(schema)
  return newer
    ? new LabError(
        'sweep-schema',
        `The sweep is written in ${schema}, which this version does not know.`,
        'Update Ansatz, or write it in ansatz.sweep/1.',
        place
      )
    : new LabError('sweep-schema', `This is ${schema}, not a sweep.`, 'A sweep begins with schema: ansatz.sweep/1.', place)
}
