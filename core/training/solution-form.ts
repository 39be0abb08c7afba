import type { BoundProblem } from '../problem/bound.ts'
import { bindExperiment } from '../problem/prepare.ts'
import type { Experiment } from './experiment.ts'
import { PiecewiseEngine, type Piece } from './piecewise.ts'
import type { Settings } from './settings.ts'
import { windowAxis, windowingOf } from './slabs.ts'
import type { Window } from './windows.ts'

/** How weights make up a solution, where it is not the one network that the settings say: training has chosen. */
export interface SolutionForm {
  /** widths of the hidden layers, and collocation points per variable */
  shape?: Shape
  /** windows in time; the weights are those of their networks, one after another */
  windows?: Window[]
}

export interface Shape {
  hidden: number[]
  count: NonNullable<Settings['points']['count']>
  /** random sine features, or units placed where a slab of time needs them, in place of the network of the settings */
  features?: true | 'local'
}

type Stated = Pick<Experiment, 'yaml' | 'parameters' | 'settings' | 'files'>

const FEATURES = {
  true: { initialization: 'random_features', activation: 'sine', skip: false },
  local: { initialization: 'random_features', activation: 'tanh', skip: false, inputs: 'unit', features: undefined }
} as const

/** The settings that a solution was really trained with. */
export function shaped(settings: Settings, shape: Shape | undefined): Settings {
  if (shape === undefined) return settings
  const network = { ...settings.network, hidden: shape.hidden, ...(shape.features === undefined ? {} : FEATURES[`${shape.features}`]) }
  return { ...settings, network, points: { ...settings.points, count: shape.count } }
}

/** The experiment with the network that was really trained. */
export function shapedExperiment<E extends Stated>(experiment: E, form: SolutionForm | undefined): E {
  return { ...experiment, settings: shaped(experiment.settings, form?.shape) }
}

/** Trained weights in place: a problem that can be evaluated, whatever the form of its solution. */
export function bindSolution(experiment: Stated, parameters: Float64Array, form: SolutionForm | undefined): BoundProblem {
  const own = shapedExperiment(experiment, form)
  const whole = bindExperiment(own)
  if (form?.windows === undefined || form.windows.length === 0) {
    whole.bindings.parameters.set(parameters)
    return whole
  }
  return joinPieces(whole, piecesOf(own, parameters, form.windows))
}

/** The windows of a solution, each with its weights. */
export function piecesOf(experiment: Stated, parameters: Float64Array, windows: readonly Window[]): Piece[] {
  const windowed = windowingOf(experiment)
  const each = parameters.length / windows.length
  return windows.map((window, k) => {
    const bound = windowed.bind(window, experiment.settings)
    bound.bindings.parameters.set(parameters.subarray(k * each, (k + 1) * each))
    return { window, bound }
  })
}

/** The collocation points of every window: a slab has put its own where the one before it needed them. */
export function pointsOf(experiment: Stated, pieces: readonly Piece[]): (readonly Float64Array[])[] {
  const windowed = pieces.length === 0 ? undefined : windowingOf(experiment)
  return pieces.map(({ window, bound }, k) => {
    const { bindings, built } = windowed?.toTrain?.(window, experiment.settings, pieces[k - 1]?.bound, 0) ?? bound
    return bindings.points[built.groups.interior]!
  })
}

/** The whole problem over its windows; the network that it shows is that of the last. */
export function joinPieces(whole: BoundProblem, pieces: readonly Piece[]): BoundProblem {
  const bindings = { ...whole.bindings, parameters: pieces.at(-1)!.bound.bindings.parameters }
  const axis = windowAxis(whole.problem)
  return {
    ...whole,
    bindings,
    engine: new PiecewiseEngine(pieces, bindings, axis),
    over: (moved) => new PiecewiseEngine(pieces, moved, axis)
  }
}
