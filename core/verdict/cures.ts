import type { CompiledProblem } from '../problem/compile.ts'
import { pointCounts, pointTotal } from '../problem/points.ts'
import { adaptiveEvery } from '../training/adaptive-points.ts'
import type { Settings } from '../training/settings.ts'
import { Settings as SettingsSchema } from '../training/settings.ts'
import { isAutomatic } from '../training/strategy.ts'
import { notWindowable } from '../training/windows.ts'
import type { Cure, Level, Suspicion, Verdict } from './types.ts'

type Change = Cure['changes'][number]
type Stated = { problem: CompiledProblem; settings: Settings }

/** Iterations that the automatic method is given at least: it ends by itself. */
const ROOM = 3000
/** A residual whose largest value is so many times its mean stands in few places. */
const PEAKED = 5
/** Times that points are moved before they stand where they are needed. */
const MOVES = 12
/** How much a part may grow along a variable with its points. */
const MOST_GROWTH = 4
/** Collocation points that suffice for most problems in one variable; fewer are not worth a try when a solution is over-fitted. */
const USUAL = 60

/**
 * What one press can change about a solution that is not to be trusted, the best remedy first. By what the verdict found and how the
 * run was set up, never by which problem it is. Settings that a cure names replace those of the run; `problem.trial` is the problem's own line.
 */
export function curesOf(found: Pick<Verdict, 'level' | 'suspicions' | 'residual_peak'>, stated: Stated): Cure[] {
  const { level, suspicions } = found
  if (level === 'sound' && suspicions.length === 0) return []
  const codes = new Set(suspicions.map(({ code }) => code))
  // nothing that is changed about training makes a solution
  if (codes.has('no-solution') || codes.has('blow-up')) return []
  const cures = [
    ...(codes.has('kinked') ? smooth(stated) : []),
    ...(codes.has('uncovered') ? spread(stated) : []),
    ...(codes.has('another-solution') || codes.has('exact-disagrees') ? otherBeginning(stated) : []),
    ...(codes.has('conditions') ? held(stated) : []),
    ...(codes.has('over-fitted') ? denser(stated, found.residual_peak ?? null) : []),
    ...(isOff(level, codes) ? [...windowed(stated), ...automatic(stated)] : []),
    ...(isOff(level, codes) && !codes.has('over-fitted') && (found.residual_peak ?? 0) > PEAKED ? movedPoints(stated) : [])
  ]
  if (cures.length > 0 || !isOff(level, codes)) return cures
  return [...longer(stated), ...anotherSeed(stated)]
}

/** The error itself is what is wrong, not only where it was looked for. */
function isOff(level: Level, codes: ReadonlySet<Suspicion['code']>): boolean {
  if (codes.has('another-solution') || codes.has('kinked') || codes.has('uncovered')) return false
  return level === 'wrong' || level === 'rough' || codes.has('as-large') || codes.has('seeds-differ')
}

function smooth({ settings: { network } }: Stated): Cure[] {
  const rough = [network.activation].flat().find((name) => name === 'relu' || name === 'leaky_relu' || name === 'elu')
  return [{ label: `Train with tanh instead of ${rough}`, changes: [{ path: 'network.activation', value: 'tanh' }] }]
}

function spread({ problem, settings }: Stated): Cure[] {
  const { points, training } = settings
  if (points.within !== undefined) {
    const within = Object.fromEntries(problem.variables.map(({ name, from, to }) => [name, [from, to]]))
    const changes = [{ path: 'points.within', value: within }, ...asDense({ problem, settings })]
    return [{ label: 'Spread the points over the whole domain', changes }]
  }
  // windows that did not come to the end leave the rest without points
  if (isAutomatic(settings) || training.windows !== undefined) return longer({ problem, settings })
  return points.layout === 'sobol' ? [] : [{ label: 'Spread the points evenly', changes: [{ path: 'points.layout', value: 'sobol' }] }]
}

/** As many points on every stretch of the whole domain as there were on the part that had them. */
function asDense({ problem, settings }: Stated): Change[] {
  const { count, within = {} } = settings.points
  const grown = problem.variables.map(({ name, from, to }) => {
    const [low, high] = within[name] ?? [from, to]
    return Math.min(MOST_GROWTH, (to - from) / (high - low))
  })
  if (typeof count === 'number' && problem.variables.length === 1) return [{ path: 'points.count', value: Math.ceil(count * grown[0]!) }]
  const counts = pointCounts(settings, problem.variables)
  const isGrid = settings.points.layout === 'uniform' || settings.points.layout === 'chebyshev'
  const value = isGrid
    ? Object.fromEntries(problem.variables.map(({ name }, axis) => [name, Math.ceil(counts[axis]! * grown[axis]!)]))
    : Math.ceil(pointTotal(settings, problem.variables) * grown.reduce((product, one) => product * one, 1))
  return [{ path: 'points.count', value }]
}

function otherBeginning({ problem, settings }: Stated): Cure[] {
  const own = (problem.document.trial ?? 'auto') !== 'auto'
  if (own) return [{ label: 'Begin with the lab’s own trial solution', changes: [{ path: 'problem.trial', value: 'auto' }] }]
  return anotherSeed({ problem, settings })
}

function held({ problem }: Stated): Cure[] {
  if (problem.document.trial !== 'none') return []
  return [{ label: 'Hold the conditions by the trial solution', changes: [{ path: 'problem.trial', value: 'auto' }] }]
}

/** More points; where the residual stands in few places, points that go there. */
function denser(stated: Stated, peak: number | null): Cure[] {
  const { problem, settings } = stated
  const counts = pointCounts(settings, problem.variables)
  const several = problem.variables.length > 1
  const scattered = settings.points.layout !== 'uniform' && settings.points.layout !== 'chebyshev'
  const total = typeof settings.points.count === 'number' && scattered ? settings.points.count : undefined
  const count = !several
    ? Math.max(2 * (total ?? counts[0]!), USUAL)
    : total !== undefined
      ? 2 * total
      : Object.fromEntries(problem.variables.map(({ name }, axis) => [name, Math.ceil(counts[axis]! * Math.SQRT2)]))
  const changes: Change[] = [{ path: 'points.count', value: count }]
  const more: Cure = { label: typeof count === 'number' && !several ? `Train on ${count} points` : 'Twice the points', changes }
  const moved = several && (peak ?? 0) > PEAKED ? movedPoints(stated) : []
  return [...moved.map((cure) => ({ ...cure, changes: [...cure.changes, ...changes] })), more]
}

function movedPoints({ problem, settings }: Stated): Cure[] {
  const { points, training } = settings
  const fixed = points.adaptive !== undefined || points.resample !== undefined || points.within !== undefined
  if (fixed || problem.document.weights === 'self_adaptive') return []
  const every = adaptiveEvery({ training, points: { ...points, adaptive: { k: 1, c: 1, candidates: 10 } } }) ?? 0
  const longer = training.phases === undefined && training.iterations < MOVES * every
  const changes: Change[] = [
    { path: 'points.adaptive', value: true },
    ...(longer ? [{ path: 'training.iterations', value: MOVES * every }] : [])
  ]
  return [{ label: 'Move points to where the residual is large', changes }]
}

function windowed({ problem, settings }: Stated): Cure[] {
  const { training } = settings
  if (training.windows !== undefined || training.from !== undefined || !canChoose(settings)) return []
  if (notWindowable(problem) !== undefined) return []
  const changes = [...method(settings), ...network(settings, [16, 16]), { path: 'points.count', value: 32 }]
  return [{ label: 'Try with windows of time', changes: [...changes, { path: 'training.windows', value: 'auto' }] }]
}

/** The lab's own choice of network, points and method, where something else was chosen. */
function automatic({ problem, settings }: Stated): Cure[] {
  if (isAutomatic(settings) || !canChoose(settings)) return []
  const usual = SettingsSchema.parse({})
  const counts = pointCounts(settings, problem.variables)
  const fewest = pointCounts(usual, problem.variables)
  const isGrid = settings.points.layout === 'uniform' || settings.points.layout === 'chebyshev'
  const points: Change[] = []
  if (settings.points.layout === 'uniform') points.push({ path: 'points.layout', value: 'chebyshev' })
  if (isGrid && counts.some((count, axis) => count < fewest[axis]!)) {
    const more = problem.variables.map(({ name }, axis): [string, number] => [name, Math.max(counts[axis]!, fewest[axis]!)])
    points.push({ path: 'points.count', value: more.length === 1 ? more[0]![1] : Object.fromEntries(more) })
  }
  return [{ label: 'Let the lab choose', changes: [...method(settings), ...network(settings, usual.network.hidden), ...points] }]
}

/** What a network is by default, where this one differs. */
function network({ network: present }: Settings, hidden: readonly number[]): Change[] {
  const usual = { ...SettingsSchema.parse({}).network, hidden }
  return (['hidden', 'activation', 'w0', 'initialization', 'inputs'] as const)
    .filter((key) => JSON.stringify(present[key]) !== JSON.stringify(usual[key]))
    .map((key) => ({ path: `network.${key}`, value: usual[key] }))
}

/** A penalty is no part of the method, and no sum of squares. */
const canChoose = ({ training: { l2 } }: Settings): boolean => l2 === undefined

function method({ training: { iterations, optimizer } }: Settings): Change[] {
  return [
    ...(optimizer === 'auto' ? [] : [{ path: 'training.optimizer', value: 'auto' }]),
    ...(iterations < ROOM ? [{ path: 'training.iterations', value: ROOM }] : [])
  ]
}

function longer({ settings: { training } }: Stated): Cure[] {
  if (training.phases !== undefined) return []
  return [{ label: 'Train twice as long', changes: [{ path: 'training.iterations', value: 2 * training.iterations }] }]
}

function anotherSeed({ settings: { seed } }: Stated): Cure[] {
  const next = typeof seed === 'number' ? seed + 1 : `lecture:${Number(seed.replace('lecture:', '')) + 1}`
  return [{ label: 'Begin from another seed', changes: [{ path: 'seed', value: next }] }]
}
