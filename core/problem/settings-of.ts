import type { ExperimentSource } from '../training/experiment.ts'
import { adaptiveEvery } from '../training/adaptive-points.ts'
import { given, overlay } from '../training/overlay.ts'
import { parseSettings } from '../training/parse-settings.ts'
import { completedTraining } from '../training/phases.ts'
import type { Settings } from '../training/settings.ts'
import { refuseTrainingFaults } from '../training/training-faults.ts'
import type { CompiledProblem } from './compile.ts'
import type { Interval } from './document-check.ts'
import type { Path } from './document-explain.ts'
import { pointCounts } from './points.ts'
import { refuseMisfits } from './setting-faults.ts'

/** The problem's own settings with the given ones laid over them, validated against the problem. */
export function settingsOf({ loaded, document, variables, exact }: CompiledProblem, source: ExperimentSource): Settings {
  const own = withoutMethod(loaded.document.settings ?? {}, source.settings)
  const place = (path: Path) => (given(source.settings, path) ? {} : loaded.place(['settings', ...path]))
  const placeOfKey = (path: Path) => (given(source.settings, path) ? {} : loaded.placeOfKey(['settings', ...path]))
  const settings = parseSettings(instantNetwork(own, source.settings, variables.length), { place, placeOfKey })
  refuseMisfits(settings, variables, { place, placeOfKey })
  refuseTrainingFaults(settings, { exact, document }, { place, placeOfKey })
  return document.weights === 'self_adaptive' ? selfAdaptive(settings) : settings
}

/** Who asks for `auto` leaves the method to the lab: what the problem says of its own (a learning rate, phases) would make it another. */
function withoutMethod(own: unknown, asked: unknown): unknown {
  const training = (own as { training?: Record<string, unknown> } | undefined)?.training
  if (training === undefined || (asked as { training?: { optimizer?: unknown } } | undefined)?.training?.optimizer !== 'auto') return own
  return { ...(own as object), training: Object.fromEntries(Object.entries(training).filter(([key]) => !METHOD.has(key))) }
}

const METHOD: ReadonlySet<string> = new Set(['optimizer', 'learning_rate', 'schedule', 'momentum', 'batch', 'phases'])

/** Settings over a problem's own. The instant solve trains the output weights alone: it brings a layer of random features, where who asks for it gives no network. */
function instantNetwork(own: unknown, asked: unknown, variables: number): unknown {
  const settings = overlay(own, asked)
  const givesLayer = isInstant(own) && given(own, ['network', 'hidden'])
  if (!isInstant(settings) || givesLayer || given(asked, ['network', 'hidden'])) return settings
  const features = { hidden: [variables === 1 ? 60 : 200], activation: 'sine', initialization: 'random_features' }
  return overlay(settings, { network: features })
}

const isInstant = (settings: unknown): boolean =>
  (settings as { training?: { optimizer?: unknown } } | undefined)?.training?.optimizer === 'instant'

/** What is sought with self-adaptive weights is no minimum: the method is Adam where none is chosen, as with the authors. */
function selfAdaptive({ training, ...settings }: Settings): Settings {
  if (training.optimizer !== 'auto' || training.phases !== undefined) return { training, ...settings }
  return { training: { ...training, optimizer: 'adam', schedule: training.schedule ?? 'cosine' }, ...settings }
}

/** Settings with the defaults that depend on the problem and the method written out, so that a stored run says what was done. */
export function completed(settings: Settings, variables: readonly Interval[]): Settings {
  const counts = pointCounts(settings, variables)
  const count =
    settings.points.count ??
    (variables.length === 1 ? counts[0]! : Object.fromEntries(variables.map(({ name }, axis) => [name, counts[axis]!])))
  const { adaptive } = settings.points
  const moved = adaptive === undefined ? {} : { adaptive: { ...adaptive, every: adaptiveEvery(settings) } }
  return { ...settings, points: { ...settings.points, count, ...moved }, training: completedTraining(settings.training) }
}
