import type { BoundProblem } from '../problem/bound.ts'
import { automaticMethod, MOST_DENSE } from './automatic.ts'
import { isLinear } from '../problem/classify.ts'
import type { CompiledProblem } from '../problem/compile.ts'
import { phasesOf } from './phases.ts'
import { pointCounts, pointTotal } from '../problem/points.ts'
import { hasHeldEdges } from './edges.ts'
import type { Settings } from './settings.ts'
import type { Shape } from './solution-form.ts'
import { notSlabbable, refuseSlabs, slabShape, windowAxis } from './slabs.ts'
import { notWindowable, refuseWindows } from './windows.ts'

/** How a run goes about its problem. */
export interface Strategy {
  automatic: boolean
  /** fits of the whole from fresh weights, at most */
  attempts: number
  /** what an attempt does, from 0 on, seeing the estimated error of the best one before, else its residual, and whether that one is in slabs of time; undefined: it does not help */
  attempt: (index: number, best: number, isInSlabs?: boolean) => Attempt | undefined
  /** windows in time: never, from the beginning, or after the first attempt */
  windows: 'never' | 'first' | 'second'
  windowable: boolean
  /** most iterations of one fit; left out: its share of all */
  most?: { whole: number; window: number }
  /** a fixed length, and how many there are; else windows adapt */
  windowLength?: number
  windowCount?: number
  /** networks of the windows, and methods, one tried after another; left out: as the settings say */
  windowAttempts?: readonly Attempt[]
  /** a residual between the points, in units of its scale, that is good enough */
  tolerance: number
  /** an estimated error, as a share of the solution, that is good enough */
  errorTolerance: number
  windowTolerance: number
}

/** One beginning: with which method, network and points; left out: as the settings say. */
export interface Attempt {
  shape?: Shape
  method?: 'instant' | 'ssbroyden'
  /** with points and features crowded at both ends, for boundary layers */
  layers?: true
  /** with residuals that count by their distance to held edges, for corners that are not smooth */
  edges?: true
  /** in slabs of time, one after another, in place of the whole at once */
  slabs?: true
}

/** An estimated error, else a residual between the points in units of its scale, from which it is worth to train on. */
const FAR = 1e-6
/** Units, and collocation points along space and time, of slabs: more where fewer do not suffice. */
const SLAB_SIZES: readonly (readonly [units: number, space: number, time: number])[] = [
  [200, 110, 5],
  [400, 220, 6]
]

/** Whether the automatic method decides: nothing says how to train. */
export function isAutomatic({ training }: Settings): boolean {
  return training.phases === undefined && phasesOf(training)[0]!.method.optimizer === 'auto'
}

export function strategyOf(bound: BoundProblem, settings: Settings): Strategy {
  const { problem } = bound
  const { restarts, windows, from } = settings.training
  const several = problem.variables.length > 1
  const common: Omit<Strategy, 'automatic' | 'attempts' | 'windows' | 'windowable'> = {
    attempt: () => ({}),
    tolerance: several ? Math.max(1e-10, (settings.target?.max_abs_error ?? 0) / 10) : 1e-11,
    errorTolerance: several ? Math.max(1e-12, (settings.target?.max_abs_error ?? 0) / 10) : 1e-12,
    windowTolerance: 5e-12
  }
  if (windows !== undefined) {
    if (several) refuseSlabs(problem, isAutomatic(settings))
    else refuseWindows(problem)
    if (several) return { ...common, windows: 'first', automatic: true, windowable: true, ...slabStrategy(bound, windows) }
    const { from: start, to } = problem.variables[0]!
    const fixed = typeof windows === 'number' ? { windowLength: (to - start) / windows, windowCount: windows } : {}
    const automatic = isAutomatic(settings)
    // a window that takes long is too long
    const most = automatic && windows === 'auto' ? { most: { whole: Infinity, window: 100 } } : {}
    return { ...common, automatic, attempts: 1, windows: 'first', windowable: true, ...fixed, ...most }
  }
  if (!isAutomatic(settings) || from !== undefined)
    return { ...common, automatic: false, attempts: 1 + (restarts ?? 0), windows: 'never', windowable: false }
  // the automatic method
  const quick = automaticMethod(bound, settings.training.l2) === 'gauss_newton'
  const windowable = notWindowable(problem) === undefined
  // a loss with data does not fall to round-off, however often one begins
  const { observations, functions, trainables } = problem
  const isPure =
    settings.training.l2 === undefined &&
    // weights that follow the training of a network belong to it
    typeof problem.document.weights !== 'string' &&
    observations.length + functions.length + trainables.length === 0
  // slabs put their points themselves
  const { adaptive, resample } = settings.points
  const isSlabbable = isPure && (adaptive ?? resample) === undefined && notSlabbable(problem) === undefined
  const slabs = isSlabbable ? slabAttempts(problem) : []
  const list = isPure ? (quick ? quickAttempts(bound, settings, slabs) : slowAttempts(bound, settings, slabs)) : [() => ({})]
  return {
    ...common,
    automatic: true,
    attempts: restarts === undefined ? list.length : Math.min(list.length, 1 + restarts),
    attempt: (index, best, isInSlabs) => list[index]?.(best, isInSlabs),
    // in several variables, and before windows, it is soon seen whether the first attempt comes down
    most: { whole: !quick ? (problem.variables.length > 2 ? 1000 : Infinity) : several ? 100 : windowable ? 80 : 200, window: 100 },
    windows: windowable && quick ? 'second' : 'never',
    windowable: (windowable && quick) || slabs.length > 0,
    windowAttempts: [{ shape: { hidden: [40], count: 60, features: true }, method: 'instant' }, { shape: { hidden: [16, 16], count: 32 } }]
  }
}

/** An evolution with fronts and shocks, which no network of moderate size resolves all at once, in slabs of time; as a whole where these do not come to the end. */
function slabStrategy(
  { problem }: BoundProblem,
  windows: 'auto' | number
): Pick<Strategy, 'attempts' | 'attempt' | 'windowLength' | 'windowCount'> {
  const { from, to } = problem.variables[windowAxis(problem)]!
  const list = windows === 'auto' ? [...slabAttempts(problem), onlyIfLost] : [slabAttempts(problem)[0]!, onlyIfLost]
  const fixed = typeof windows === 'number' ? { windowLength: (to - from) / windows, windowCount: windows } : {}
  return { attempts: list.length, attempt: (index, best) => list[index]?.(best), ...fixed }
}

type Plan = readonly ((best: number, isInSlabs?: boolean) => Attempt | undefined)[]

/** The network as the settings say, where nothing before it came to an end. */
const onlyIfLost = (best: number): Attempt | undefined => (best < Infinity ? undefined : {})

/** Features and points at both ends of an interval, where nothing before resolves what is there. */
const layered = (best: number): Attempt | undefined =>
  best > FAR ? { shape: { hidden: [300], count: 600, features: 'local' }, method: 'instant', layers: true } : undefined

/** The finest features once more, with residuals that count little at edges, where corners spoil what is between them. */
function edgedAttempts({ problem }: BoundProblem, features: Plan): Plan {
  if (!hasHeldEdges(problem)) return []
  return features.slice(-2).map((attempt) => (best: number) => {
    const plain = best > FAR ? attempt(best) : undefined
    return plain && { ...plain, edges: true as const }
  })
}

/** Slabs of time, with more features where the first do not suffice. */
function slabAttempts(problem: CompiledProblem): Plan {
  return SLAB_SIZES.map(
    (size) => (best: number) =>
      best > FAR ? { shape: slabShape(problem, windowAxis(problem), size), method: 'instant', slabs: true } : undefined
  )
}

/** Gauss-Newton; random features, which take little time; then fresh weights, and a wider network, or many small steps where it stays far off. */
function quickAttempts(bound: BoundProblem, settings: Settings, slabs: Plan): Plan {
  const wide = wider(bound, settings)
  const features = featureAttempts(bound, settings)
  if (bound.problem.variables.length === 1) {
    const { length } = bound.bindings.parameters
    const affordable = wide.work(length) <= 1e8
    const layers = notWindowable(bound.problem) === undefined ? [] : [layered]
    return [
      () => ({}),
      ...features,
      ...layers,
      () => ({}),
      ...(affordable ? [() => ({ shape: wide.shape }), () => ({ shape: wide.shape })] : [])
    ]
  }
  const edged = edgedAttempts(bound, features)
  const dense = bound.bindings.parameters.length <= MOST_DENSE
  const further = (attempt: Attempt) => (best: number, isInSlabs?: boolean) => (best > FAR && isInSlabs !== true ? attempt : undefined)
  return [() => ({}), ...features, ...edged, ...slabs, further(dense ? { method: 'ssbroyden' } : {})]
}

/** Where training takes long, random features come first. */
function slowAttempts(bound: BoundProblem, settings: Settings, slabs: Plan): Plan {
  const features = featureAttempts(bound, settings)
  return [
    ...features,
    ...edgedAttempts(bound, features),
    ...slabs,
    (best, isInSlabs) => (best > FAR && isInSlabs !== true ? {} : undefined)
  ]
}

/** Units and points along every variable of layers of random features, each finer than the one before, by the number of variables (measured on the library). */
const FEATURES: readonly (readonly (readonly [units: number, points: number])[])[] = [
  [
    [60, 60],
    [160, 160],
    [400, 400]
  ],
  [
    [200, 15],
    [400, 24],
    [800, 36],
    [1200, 44]
  ],
  [
    [300, 8],
    [600, 10],
    [1200, 13]
  ],
  [
    [600, 5],
    [1200, 6]
  ]
]
/** Multiplications and additions of one factorisation of a linear problem, which needs one or two: about two seconds. */
const MOST_LINEAR = 8e9
/** Of a problem that is not linear, which needs ten. */
const MOST_NEWTON = 2e9

/** Layers of random features that the time suffices for. Of several unknowns each has output weights of its own. */
function featureAttempts({ problem, bindings, built }: BoundProblem, settings: Settings): Plan {
  const { variables, unknowns, equations } = problem
  const d = variables.length
  const points = bindings.points[built.groups.interior]![0]!.length
  // a domain leaves a part of the box out
  const kept = points / pointTotal(settings, variables)
  const isGrid = settings.points.layout === 'uniform' || settings.points.layout === 'chebyshev'
  const most = isLinear(problem) ? MOST_LINEAR : MOST_NEWTON
  const ladder = FEATURES[d - 1] ?? [[600, Math.ceil(1500 ** (1 / d))] as const]
  return ladder
    .map(([units, standard]) => ({ units, along: Math.ceil(standard * kept ** (-1 / d)) }))
    .filter(({ units, along }, k) => {
      const rows = equations.length * along ** d * kept
      return k === 0 || 2 * rows * (unknowns.length * (units + 1)) ** 2 <= most
    })
    .map(({ units, along }) => {
      const count = d === 1 || !isGrid ? along ** d : Object.fromEntries(variables.map(({ name }) => [name, along]))
      return () => ({ shape: { hidden: [units], count, features: true as const }, method: 'instant' as const })
    })
}

/** A network half as wide again, and more points. */
function wider({ problem, engine }: BoundProblem, settings: Settings): { shape: Shape; work: (parameters: number) => number } {
  const counts = pointCounts(settings, problem.variables)
  const factor = problem.variables.length === 1 ? 5 / 3 : 4 / 3
  const more = counts.map((count) => Math.ceil(count * factor))
  const count =
    typeof settings.points.count === 'number'
      ? Math.ceil(settings.points.count * factor)
      : Object.fromEntries(problem.variables.map(({ name }, axis) => [name, more[axis]!]))
  const hidden = settings.network.hidden.map((width) => Math.ceil(width * 1.5))
  const rows = engine.rows * factor ** problem.variables.length
  return { shape: { hidden, count }, work: (parameters) => rows * 2.25 * parameters * Math.min(rows, 2.25 * parameters) }
}
