import { LabError } from '../errors.ts'
import type { Settings } from '../training/settings.ts'
import type { Interval } from './document-check.ts'
import type { Locator } from './document-explain.ts'

/** Throws where settings do not fit the problem: a count for a variable that is not there, an activation list of another length. */
export function refuseMisfits(settings: Settings, variables: readonly Interval[], locator: Locator): void {
  const { hidden, activation } = settings.network
  if (Array.isArray(activation) && activation.length !== hidden.length) {
    const layers = `${hidden.length === 1 ? 'is 1 hidden layer' : `are ${hidden.length} hidden layers`}`
    const message = `There ${layers} but ${activation.length} activation${activation.length === 1 ? '' : 's'}`
    throw new LabError(
      'activation-count',
      message,
      'Give one activation, or one for each hidden layer.',
      locator.place(['network', 'activation'])
    )
  }
  const inputs = 2 * (settings.network.features?.fourier.count ?? 0) || variables.length
  const weights = hidden.reduce((sum, width, layer) => sum + width * ((layer === 0 ? inputs : hidden[layer - 1]!) + 1), 0)
  if (weights > MOST_WEIGHTS)
    throw new LabError(
      'network-too-large',
      `The network has ${weights} weights`,
      `Use fewer or narrower layers: at most ${MOST_WEIGHTS} weights.`,
      locator.place(['network', 'hidden'])
    )
  const { count } = settings.points
  const names = variables.map((variable) => variable.name)
  const stray = typeof count === 'object' ? Object.keys(count).find((name) => !names.includes(name)) : undefined
  if (stray !== undefined) {
    throw new LabError(
      'points-variable',
      `points.count names ${stray}, which is not a variable here; there ${names.length === 1 ? 'is' : 'are'} ${names.join(' and ')}`,
      'Write a number, or one count for each variable.',
      locator.placeOfKey(['points', 'count', stray])
    )
  }
  refuseOutside(settings, variables, locator)
  const total =
    !['uniform', 'chebyshev'].includes(settings.points.layout) && typeof count === 'number'
      ? count
      : names.reduce((n, name) => n * (typeof count === 'object' ? (count[name] ?? 15) : (count ?? 15)), 1)
  if (total > MOST_POINTS)
    throw new LabError(
      'points-too-many',
      `${total} training points are too many`,
      `Use at most ${MOST_POINTS}.`,
      locator.place(['points', 'count'])
    )
  refuseManyPoints(settings, variables.length, locator)
}

/** Parts to which the collocation points are confined: of variables that are there, and within their intervals. */
function refuseOutside({ points }: Settings, variables: readonly Interval[], locator: Locator): void {
  const { within = {}, adaptive } = points
  const names = variables.map(({ name }) => name)
  for (const [name, [from, to]] of Object.entries(within)) {
    const whole = variables.find((variable) => variable.name === name)
    if (whole === undefined)
      throw new LabError(
        'points-variable',
        `points.within names ${name}, which is not a variable here; there ${names.length === 1 ? 'is' : 'are'} ${names.join(' and ')}`,
        'Name a variable of the problem.',
        locator.placeOfKey(['points', 'within', name])
      )
    if (from < to && from >= whole.from && to <= whole.to) continue
    throw new LabError(
      'points-within',
      `points.within: ${name} from ${from} to ${to} is no part of its interval from ${whole.from} to ${whole.to}`,
      `Write two numbers in that interval, the smaller one first.`,
      locator.place(['points', 'within', name])
    )
  }
  if (adaptive !== undefined && Object.keys(within).length > 0)
    throw new LabError(
      'points-within-adaptive',
      'points.adaptive moves the points over the whole domain, points.within confines them to a part',
      'Keep one of them.',
      locator.place(['points', 'within'])
    )
}

/** The numbers of points beside the collocation points, where they multiply over the variables. */
function refuseManyPoints({ points }: Settings, variables: number, locator: Locator): void {
  const scattered = points.layout !== 'uniform' && points.layout !== 'chebyshev'
  const free = scattered ? 1 : variables - 1
  for (const [key, power] of [
    ['boundary', free],
    ['initial', free],
    ['check', variables]
  ] as const) {
    const each = points[key]
    if (each === undefined || each ** power <= MOST_POINTS) continue
    const most = Math.floor(MOST_POINTS ** (1 / power) + 1e-9)
    const message = `points.${key} is ${each} along each of ${power} variables: ${each ** power} points are too many`
    throw new LabError('points-too-many', message, `Use at most ${most}.`, locator.place(['points', key]))
  }
}

/** Above this a run would not fit in memory with its channels. */
const MOST_POINTS = 1_000_000
/** An optimiser keeps several numbers for each. */
const MOST_WEIGHTS = 4_000_000
