import { LabError } from '../errors.ts'
import { explainIssue } from '../problem/document-explain.ts'
import { Settings } from '../training/settings.ts'
import type { Level } from './levels.ts'
import type { ParameterName } from './names.ts'

/** What a configuration sets: parameter names (short forms or paths) with their values. */
export type Values = Readonly<Record<string, Level>>

type Mapping = Record<string, unknown>
const isMapping = (value: unknown): value is Mapping => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Settings, as a user writes them, with these values set. `settings` must have the problem's own `settings:` under it already: `width` and
 * `depth` reshape the hidden layers that are there (default 2 x 20). Parameters of the problem are not settings: see problemParameters. The argument stays as it is.
 */
export function applyValues(settings: unknown, paths: readonly { path: string; value: Level }[]): Mapping {
  const result: Mapping = isMapping(settings) ? structuredClone(settings) : {}
  const reshape = new Map<string, number>()
  for (const { path, value } of paths) {
    if (path.startsWith('problem.')) continue
    const shape = /^network\.hidden\.(width|depth)$/.exec(path)?.[1]
    if (shape !== undefined) reshape.set(shape, Number(value))
    else set(result, path.split('.'), decoded(value))
  }
  if (reshape.size > 0) {
    const network = child(result, 'network')
    network.hidden = reshaped(hiddenLayers(network.hidden), reshape.get('width'), reshape.get('depth'))
  }
  return result
}

/** The values that are parameters of the problem, by name. */
export function problemParameters(paths: readonly { path: string; value: Level }[]): Record<string, Level> {
  const own = paths.filter(({ path }) => path.startsWith('problem.parameters.'))
  return Object.fromEntries(own.map(({ path, value }) => [path.slice('problem.parameters.'.length), value]))
}

/** Refuses a level that no experiment could have (learning_rate -1, width 0, activation tahn), before anything runs. */
export function checkLevels({ name, path, levels }: ParameterName & { levels: readonly Level[] }): void {
  for (const value of levels) {
    const settings = applyValues({}, [{ path, value }])
    const checked = Settings.safeParse(settings)
    if (checked.success) continue
    const nowhere = () => ({})
    const { cure } = explainIssue(Settings, checked.error.issues, settings, { place: nowhere, placeOfKey: nowhere }, 'the settings')
    throw new LabError('sweep-parameter', `Parameter ${name}: ${value} cannot be used.`, cure)
  }
}

function decoded(value: Level): unknown {
  if (typeof value === 'number' || !value.startsWith('[')) return value
  return value
    .slice(1, -1)
    .split(',')
    .map((item) => (Number.isNaN(Number(item)) ? item.trim() : Number(item)))
}

function child(parent: Mapping, key: string): Mapping {
  const existing = parent[key]
  if (isMapping(existing)) return existing
  const fresh: Mapping = {}
  parent[key] = fresh
  return fresh
}

function set(into: Mapping, path: readonly string[], value: unknown): void {
  const last = path.at(-1)
  if (last === undefined) return
  path.slice(0, -1).reduce(child, into)[last] = value
}

function hiddenLayers(hidden: unknown): unknown[] {
  if (Array.isArray(hidden) && hidden.length > 0) return hidden
  if (isMapping(hidden)) return Array.from({ length: Number(hidden.depth) }, () => hidden.width)
  return Settings.parse({}).network.hidden
}

/** `depth` layers, the last one repeated or the surplus dropped; then every layer `width` wide. */
function reshaped(hidden: readonly unknown[], width: number | undefined, depth = hidden.length): unknown[] {
  const count = Number.isInteger(depth) && depth >= 1 && depth <= 1000 ? depth : 0
  return Array.from({ length: count }, (_, layer) => width ?? hidden[layer] ?? hidden.at(-1))
}
