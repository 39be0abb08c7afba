import type { ExperimentSource } from '../training/experiment.ts'
import { methodOf } from '../training/learning-rate.ts'
import { given, overlay } from '../training/overlay.ts'
import { parseSettings } from '../training/parse-settings.ts'
import type { Settings } from '../training/settings.ts'
import type { CompiledProblem } from './compile.ts'
import type { Interval } from './document-check.ts'
import type { Path } from './document-explain.ts'
import { pointCounts } from './points.ts'
import { refuseMisfits } from './setting-faults.ts'

/** The problem's own settings with the given ones laid over them, validated against the problem. */
export function settingsOf({ loaded, variables }: CompiledProblem, source: ExperimentSource): Settings {
  const own = loaded.document.settings ?? {}
  const place = (path: Path) => (given(source.settings, path) ? {} : loaded.place(['settings', ...path]))
  const placeOfKey = (path: Path) => (given(source.settings, path) ? {} : loaded.placeOfKey(['settings', ...path]))
  const settings = parseSettings(overlay(own, source.settings), { place, placeOfKey })
  refuseMisfits(settings, variables, { place, placeOfKey })
  return settings
}

/** Settings with the defaults that depend on the problem and the method written out, so that a stored run says what was done. */
export function completed(settings: Settings, variables: readonly Interval[]): Settings {
  const counts = pointCounts(settings, variables)
  const count =
    settings.points.count ??
    (variables.length === 1 ? counts[0]! : Object.fromEntries(variables.map(({ name }, axis) => [name, counts[axis]!])))
  const { learningRate, schedule } = methodOf(settings.training)
  return { ...settings, points: { ...settings.points, count }, training: { ...settings.training, learning_rate: learningRate, schedule } }
}
