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
  if (new Set(names).size === names.length) return names
  const flats = runs.map(flatOf)
  const paths = [...new Set(flats.flatMap((flat) => Object.keys(flat)))]
  const varying = paths.filter((path) => flats.some((flat) => flat[path] !== flats[0]?.[path])).slice(0, MOST)
  const alike = new Set(names).size === 1
  const labels = runs.map((run, i) => {
    const words = varying.map((path) => `${inTitle(settingLabel(path))} ${settingWord(flats[i]?.[path])}`).join(', ')
    const same = names.filter((name) => name === run.name).length > 1
    return !same || words === '' ? run.name : alike ? words : `${run.name}, ${words}`
  })
  const nth = (i: number) => labels.slice(0, i + 1).filter((label) => label === labels[i]).length
  return labels.map((label, i) => (labels.filter((other) => other === label).length > 1 ? `${label} (${nth(i)})` : label))
}
