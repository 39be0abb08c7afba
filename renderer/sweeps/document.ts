import { parse, YAMLError } from 'yaml'
import { METRICS } from '../charts/metrics.ts'
import { FIELDS, NO_VALUES } from './fields.ts'
import type { FieldName, Fields } from './fields.ts'
import { listText, parseSeeds } from './lists.ts'

/** The text of the sweep file that a form means, and what is wrong in the form, field by field. */
export interface Written {
  document: string
  cures: Partial<Record<FieldName | 'seeds', string>>
}

const plain = (value: number | string) =>
  typeof value === 'number' || /^[A-Za-z_][\w:.-]*$/.test(value) ? String(value) : JSON.stringify(value)

/**
 * Writes the sweep file, `ansatz.sweep/1`. What cannot be read is left out of it and told in `cures`. A sweep over seeds alone varies nothing
 * else, but a file needs a parameter: it then names the experiment's own number of iterations.
 */
export function documentOf(fields: Fields, iterations: number): Written {
  const cures: Written['cures'] = {}
  const parameters: string[] = []
  for (const { name, parse: read } of FIELDS) {
    const parsed = read(fields.values[name])
    if ('cure' in parsed) cures[name] = parsed.cure
    else if (parsed.values.length === 1) parameters.push(`  ${name}: { value: ${plain(parsed.values[0] ?? 0)} }`)
    else if (parsed.values.length > 1) parameters.push(`  ${name}: { values: [${parsed.values.map(plain).join(', ')}] }`)
  }
  const seeds = parseSeeds(fields.seeds)
  if ('cure' in seeds) cures.seeds = seeds.cure
  const name = fields.name.trim()
  const lines = [
    'schema: ansatz.sweep/1',
    ...(name === '' ? [] : [`name: ${plain(name)}`]),
    'method: grid',
    `metric: { name: ${fields.metric}, goal: minimize }`,
    'parameters:',
    ...(parameters.length === 0 ? [`  iterations: { value: ${iterations} }`] : parameters),
    ...('values' in seeds && seeds.values.length > 0 ? [`replicates: { seeds: [${seeds.values.map(plain).join(', ')}] }`] : [])
  ]
  return { document: `${lines.join('\n')}\n`, cures }
}

type Mapping = Record<string, unknown>
const isMapping = (value: unknown): value is Mapping => typeof value === 'object' && value !== null && !Array.isArray(value)
const isScalar = (value: unknown): value is number | string => typeof value === 'number' || typeof value === 'string'
const isList = (value: unknown): value is (number | string)[] => Array.isArray(value) && value.every(isScalar)

/** The form that means the same as a sweep file, or null for a file that says more than the form can. */
export function fieldsOf(document: string): Fields | null {
  const read = readYaml(document)
  if (!isMapping(read)) return null
  const { schema, name, method, metric, parameters, replicates, ...more } = read
  const { seeds, ...otherReplicates } = isMapping(replicates) ? replicates : { seeds: [] }
  const { name: metricName, goal, ...otherMetric } = isMapping(metric) ? metric : { name: undefined, goal: undefined }
  const rest = [more, otherReplicates, otherMetric].some((left) => Object.keys(left).length > 0)
  if (rest || (schema ?? 'ansatz.sweep/1') !== 'ansatz.sweep/1' || method !== 'grid' || (goal ?? 'minimize') !== 'minimize') return null
  if (!isMapping(parameters) || !isList(seeds)) return null
  const values = { ...NO_VALUES }
  for (const [key, given] of Object.entries(parameters)) {
    const field = FIELDS.find((one) => one.name === key)
    const listed = isMapping(given) && Object.keys(given).length === 1 ? (given.values ?? [given.value]) : null
    if (field === undefined || !isList(listed)) return null
    values[field.name] = listText(listed)
  }
  const known = METRICS.find(({ value }) => value === (metricName ?? 'max_abs_error'))
  if (known === undefined) return null
  return { name: typeof name === 'string' ? name : '', values, seeds: listText(seeds), metric: known.value }
}

function readYaml(document: string): unknown {
  try {
    return parse(document)
  } catch (error) {
    if (error instanceof YAMLError) return null
    throw error
  }
}

/** A sweep file over a few configurations as they are, each with the seeds given: what confirms them. */
export function confirmation(
  name: string,
  metric: string,
  goal: 'minimize' | 'maximize',
  configurations: readonly { values: Readonly<Record<string, number | string>> }[],
  seeds: readonly (number | string)[]
): string {
  const names = Object.keys(configurations[0]?.values ?? {})
  const parameters = names.map((key) => {
    const values = configurations.map((one) => one.values[key] ?? '')
    const text = (value: number | string) => (typeof value === 'string' && value.startsWith('[') ? value : plain(value))
    return new Set(values).size === 1
      ? `  ${key}: { value: ${text(values[0] ?? '')} }`
      : `  ${key}: { values: [${values.map(text).join(', ')}] }`
  })
  return [
    'schema: ansatz.sweep/1',
    `name: ${plain(name)}`,
    'method: list',
    `metric: { name: ${metric}, goal: ${goal} }`,
    'parameters:',
    ...parameters,
    `replicates: { seeds: [${seeds.map(plain).join(', ')}] }`,
    ''
  ].join('\n')
}
