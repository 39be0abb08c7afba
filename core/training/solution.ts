import type { Id } from '../autodiff/graph.ts'
import { Interpreter } from '../engine/interpreter.ts'
import { LabError } from '../errors.ts'
import { listed, nearest } from '../expression/nearest.ts'
import { parseExpression } from '../expression/parse.ts'
import { toGraph } from '../expression/to-graph.ts'
import { evaluateGroup, type BoundProblem } from '../problem/bound.ts'
import { buildPlan } from '../problem/build-plan.ts'
import { problemMeaning, type CompiledProblem } from '../problem/compile.ts'
import { omegaAt } from '../problem/domain.ts'
import { bindExperiment } from '../problem/prepare.ts'
import { trialForm } from '../problem/trial.ts'
import type { Experiment } from './experiment.ts'
import { exactAt } from './measure.ts'
import { shapedExperiment, type SolutionForm } from './solution-form.ts'
import { windowAxis, windowingOf } from './slabs.ts'
import type { Settings } from './settings.ts'
import type { Window } from './windows.ts'

/** What a trained solution is at points of the user's choice: one entry per point in every array. */
export interface Evaluation {
  /** where: the problem's variables in their order, and the parameters that were given as intervals */
  axes: { name: string; values: Float64Array }[]
  columns: { name: string; kind: 'solution' | 'function' | 'derivative' | 'exact' | 'error'; values: Float64Array }[]
  /** 1 where the point lies outside the domain on which the network was trained, else 0 */
  extrapolated: Uint8Array
}

/** So many points fit into one answer. */
export const MOST_ASKED = 200_000

/**
 * The trial solution with trained weights at given points, the unknown functions found with it, and expressions in the unknowns and their derivatives there (`u_x`,
 * `u*u_xx`), each by exact differentiation of the trial solution. Points outside the domain are allowed and marked. Where the exact solution is known
 * it stands beside, with the error (solution - exact).
 * @param parameters all trained numbers in the Plan's layout; undefined: as they are before training
 * @param form how they make up the solution, where training has chosen
 * @param points one array per variable, all of one length
 * Throws a LabError for points that do not fit the problem and for an expression that cannot be read.
 */
export function evaluateSolution(
  experiment: Pick<Experiment, 'yaml' | 'parameters' | 'settings' | 'files'>,
  parameters: Float64Array | undefined,
  points: Readonly<Record<string, ArrayLike<number>>>,
  derivatives: readonly string[] = [],
  form?: SolutionForm
): Evaluation {
  const own = shapedExperiment(experiment, form)
  if (parameters === undefined || form?.windows === undefined)
    return evaluateWhole(bindExperiment(own), own.settings, parameters, points, derivatives)
  const { windows } = form
  const { problem } = bindExperiment(own)
  const axes = axesOf(problem, points)
  const time = windowAxis(problem)
  const each = parameters.length / windows.length
  const windowed = windowingOf(own)
  const parts = windows.map((window, k) => {
    const at = [...axes[time]!.values.keys()].filter((p) => windowOf(windows, axes[time]!.values[p]!) === k)
    const within = Object.fromEntries(axes.map(({ name, values }) => [name, at.map((p) => values[p]!)]))
    const weights = parameters.slice(k * each, (k + 1) * each)
    return { at, part: evaluateWhole(windowed.bind(window, own.settings), own.settings, weights, within, derivatives) }
  })
  const columns = parts[0]!.part.columns.map(({ name, kind }, column) => {
    const values = new Float64Array(axes[0]!.values.length)
    for (const { at, part } of parts) at.forEach((p, i) => (values[p] = part.columns[column]!.values[i]!))
    return { name, kind, values }
  })
  const at = axes.map(({ values }) => values)
  return { axes, columns, extrapolated: outside(problem, at, at[0]!.length) }
}

/** The window that a time lies in; before the first and beyond the last these. */
function windowOf(windows: readonly Window[], t: number): number {
  const k = windows.findIndex(({ to }) => t < to)
  return k < 0 ? windows.length - 1 : k
}

function evaluateWhole(
  bound: BoundProblem,
  settings: Settings,
  parameters: Float64Array | undefined,
  points: Readonly<Record<string, ArrayLike<number>>>,
  derivatives: readonly string[]
): Evaluation {
  const { problem, bindings } = bound
  const axes = axesOf(problem, points)
  const at = axes.map(({ values }) => values)
  const count = at[0]!.length
  const names = [...problem.unknowns, ...problem.functions.map(({ name }) => name)]
  const solutions = names.map((_, unknown) => problem.graph.leaf({ op: 'unknown', unknown, order: problem.variables.map(() => 0) }))
  const asked = derivatives.map((text) => askedNode(problem, text))
  const built = buildPlan(problem, trialForm(problem), settings, [...solutions, ...asked])
  // the scales of training belong to its points: they are taken over, never measured anew
  const places = built.plan.groups.map((_, group) => (group === built.groups.asked ? at : (bound.bindings.points[group] ?? [])))
  const own = { ...bindings, points: places, columns: built.plan.columns.map(() => undefined) }
  if (parameters !== undefined) bindings.parameters.set(parameters)
  const engine = new Interpreter(built.plan, own)
  const values = count === 0 ? [] : evaluateGroup({ problem, built, bindings: own, engine }, built.groups.asked!)
  const valuesOf = (k: number): Float64Array => values[k] ?? new Float64Array(0)
  const exact = exactAt(problem, bindings.scalars, at, names)
  const single = names.length === 1
  return {
    axes,
    columns: [
      ...names.map((name, k) => ({
        name,
        kind: k < problem.unknowns.length ? ('solution' as const) : ('function' as const),
        values: valuesOf(k)
      })),
      ...derivatives.map((name, k) => ({ name, kind: 'derivative' as const, values: valuesOf(names.length + k) })),
      ...names.flatMap((name, k) => {
        const truth = exact[k]
        if (truth === null || truth === undefined) return []
        const error = valuesOf(k).map((value, p) => value - truth[p]!)
        return [
          { name: single ? 'exact' : `exact ${name}`, kind: 'exact' as const, values: truth },
          { name: single ? 'error' : `error ${name}`, kind: 'error' as const, values: error }
        ]
      })
    ],
    extrapolated: outside(problem, at, count)
  }
}

function axesOf(problem: CompiledProblem, points: Readonly<Record<string, ArrayLike<number>>>): Evaluation['axes'] {
  const names = problem.variables.map(({ name }) => name)
  for (const name of Object.keys(points)) {
    if (names.includes(name)) continue
    const close = nearest(name, names)
    const cure = close === undefined ? `Its variables are ${listed(names)}.` : `Write ${close.word}.`
    throw new LabError('evaluate-variable', `${name} is not a variable of this problem`, cure)
  }
  const missing = names.filter((name) => points[name] === undefined)
  if (missing.length > 0)
    throw new LabError('evaluate-variable', `The points do not say ${listed(missing)}`, `Give a value of ${listed(names)} for every point.`)
  const axes = names.map((name) => ({ name, values: Float64Array.from(points[name]!) }))
  const count = axes[0]!.values.length
  for (const { name, values } of axes) {
    if (values.length !== count)
      throw new LabError(
        'evaluate-count',
        `There are ${count} values of ${names[0]!} but ${values.length} of ${name}`,
        'Give one of each for every point.'
      )
    const p = values.findIndex((value) => !Number.isFinite(value))
    if (p >= 0) throw new LabError('evaluate-number', `Point ${p + 1}: ${name} is ${values[p]}`, 'Give finite numbers.')
  }
  if (count > MOST_ASKED) throw new LabError('evaluate-many', `${count} points are too many`, `Ask for at most ${MOST_ASKED} at a time.`)
  return axes
}

function askedNode(problem: CompiledProblem, text: string): Id {
  return toGraph(problem.graph, parseExpression(text, { ...problem.scope, evaluation: 'own' }), problemMeaning(problem))
}

/** 1 at points outside the intervals of the variables, or outside the domain. */
function outside(problem: CompiledProblem, at: readonly Float64Array[], count: number): Uint8Array {
  const omega = problem.domain === undefined || count === 0 ? undefined : omegaAt(problem, at)
  return Uint8Array.from({ length: count }, (_, p) => {
    const inside = problem.variables.every(({ from, to }, axis) => at[axis]![p]! >= from && at[axis]![p]! <= to)
    return inside && (omega === undefined || omega[p]! >= 0) ? 0 : 1
  })
}
