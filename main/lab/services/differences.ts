import type { RunDetail, SettingsDifference } from '../../api/types.ts'

/** Paths of a nested value with the text of what stands there; lists are values. */
function flatten(value: unknown, path: string): [string, string][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.entries(value).flatMap(([key, inner]) => flatten(inner, path === '' ? key : `${path}.${key}`))
  return value === undefined ? [] : [[path, typeof value === 'string' ? value : JSON.stringify(value)]]
}

function described({ problem, problemYaml, settings, parameters }: RunDetail, ownText: boolean): Map<string, string> {
  return new Map([
    ['problem', problem],
    ...flatten(parameters, 'problem.parameters'),
    ...flatten(settings, ''),
    ...(ownText ? ([['problem.text', problemYaml]] as [string, string][]) : [])
  ])
}

/** Where runs differ in problem, parameters and settings: one row per path, one value per run, null where a run has none. */
export function differences(runs: readonly RunDetail[]): SettingsDifference[] {
  const sameId = new Set(runs.map(({ problem }) => problem)).size === 1
  const maps = runs.map((run) => described(run, sameId))
  const paths = [...new Set(maps.flatMap((map) => [...map.keys()]))]
  return paths.map((path) => ({ path, values: maps.map((map) => map.get(path) ?? null) })).filter(({ values }) => new Set(values).size > 1)
}
