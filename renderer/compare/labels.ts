import type { RunSummary } from '../../main/api/types.ts'
import { inTitle } from '../charts/metrics.ts'
import { flatOf, settingLabel, settingWord } from './settings.ts'

/** Settings that a label spells out, at most. */
const MOST = 2

/**
 * Short names that tell runs apart in a figure: their own where these differ, else with what they differ in; alone what they differ in, where all have
 * the same name; a number where nothing does.
 */
export function labelsOf(runs: readonly RunSummary[]): string[] {
  const names = runs.map(({ name }) => name)
  const alike = runs.length > 1 && new Set(names).size === 1
  const labels = runs.map((run) => {
    const namesakes = runs.filter(({ name }) => name === run.name)
    const words = namesakes.length === 1 ? '' : differing(run, namesakes)
    return words === '' ? run.name : alike ? words : `${run.name}, ${words}`
  })
  const nth = (i: number) => labels.slice(0, i + 1).filter((label) => label === labels[i]).length
  return labels.map((label, i) => (labels.filter((other) => other === label).length > 1 ? `${label} (${nth(i)})` : label))
}

/** What a run was asked for that some of its namesakes were not. */
function differing(run: RunSummary, namesakes: readonly RunSummary[]): string {
  const flats = namesakes.map(flatOf)
  const own = flatOf(run)
  const paths = [...new Set(flats.flatMap((flat) => Object.keys(flat)))]
  return paths
    .filter((path) => flats.some((flat) => flat[path] !== flats[0]?.[path]))
    .slice(0, MOST)
    .map((path) => `${inTitle(settingLabel(path))} ${settingWord(own[path])}`)
    .join(', ')
}
