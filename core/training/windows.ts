import { LabError } from '../errors.ts'
import type { BoundProblem } from '../problem/bound.ts'
import { evaluateGroup } from '../problem/bound.ts'
import { bind } from '../problem/bind.ts'
import { buildPlan, type BuiltPlan } from '../problem/build-plan.ts'
import { leavesOf } from '../problem/calculus.ts'
import { asValueCondition, problemKind } from '../problem/classify.ts'
import { compileProblem, constantValue, type CompiledProblem } from '../problem/compile.ts'
import { loadProblem } from '../problem/document.ts'
import { toYaml } from '../problem/yaml.ts'
import { switchingPoints } from '../reference/switches.ts'
import { numericSystem } from '../reference/system.ts'
import { trialForm } from '../problem/trial.ts'
import { Interpreter } from '../engine/interpreter.ts'
import { makeEngine } from '../engine/make-engine.ts'
import type { Bindings } from '../engine/plan.ts'
import type { Experiment } from './experiment.ts'
import type { Settings } from './settings.ts'

/** A part of the time of an initial-value problem, with the values that its conditions take over from the part before. */
export interface Window {
  from: number
  to: number
  /** one per condition, in their order */
  values: number[]
}

/** A problem that is solved in windows of time. */
export interface Windowing {
  /** the whole interval, with what the problem's conditions give */
  readonly first: Window
  /** the problem on a window, bound */
  bind(window: Window, settings: Settings): BoundProblem
  /** the same, to be trained; a window whose features the lab draws has its weights, others are undefined */
  toTrain?(window: Window, settings: Settings, before: BoundProblem | undefined, stream: number): BoundProblem
  /** whether the start disagrees with what holds elsewhere, so that nothing resolves the first moment */
  readonly disagrees?: boolean
  /** whether the start jumps at an end and was led over there: then the first windows are short, and no better than that */
  readonly jumps?: boolean
  /** the highest derivative in time that each equation reads, where residuals are judged by the solution over as many lengths of the window */
  readonly timeOrders?: readonly number[]
  /** where the equations switch: a window ends there, since no network follows a kink */
  readonly breaks?: readonly number[]
  /** values at the end of a window, for the conditions of the next */
  endValues(bound: BoundProblem): number[]
}

type Stated = Pick<Experiment, 'yaml' | 'parameters' | 'files'>

export const START = 'windowStart'
export const END = 'windowEnd'
const valueName = (k: number): string => `windowValue${k + 1}`

/** Why a problem cannot be solved window by window, in words; undefined where it can. */
export function notWindowable(problem: CompiledProblem): string | undefined {
  if (problem.variables.length !== 1 || problemKind(problem) !== 'initial value')
    return 'it is not an initial-value problem in one variable'
  if (problem.trainables.length > 0 || problem.functions.length > 0 || problem.observations.length > 0)
    return 'something is estimated over the whole interval'
  if ((problem.document.trial ?? 'auto') !== 'auto') return 'its trial solution is not built by the lab'
  const residuals = problem.equations.map(({ residual }) => residual)
  if (leavesOf(problem.graph, residuals, 'unknown').some(({ leaf }) => leaf.at !== undefined))
    return 'its equations read the solution at other times, which are other windows'
  const { from } = problem.variables[0]!
  if (!problem.conditions.every((condition) => asValueCondition(problem, condition)?.point.value === from))
    return 'its conditions are not all values at the beginning of the interval'
  if (trialForm(problem).soft.size > 0) return 'its trial solution does not hold all conditions'
  return undefined
}

export function refuseWindows(problem: CompiledProblem): void {
  const why = notWindowable(problem)
  if (why !== undefined)
    throw new LabError(
      'windows-kind',
      `training.windows does not fit: ${why}`,
      'Leave windows out, or use optimizer: auto, which uses them where they fit.'
    )
}

/**
 * The problem on a window as a problem of its own: the same equations from `windowStart` to `windowEnd`, with the conditions at its start.
 * These numbers are parameters, so that all windows share one Plan, and the trial solution takes the values over exactly.
 */
export class WindowedProblem implements Windowing {
  private readonly stated: Stated
  private readonly document: string
  private readonly orders: { unknown: number; order: number }[]
  readonly first: Window
  readonly breaks: readonly number[]

  constructor(experiment: Stated) {
    this.stated = experiment
    const problem = compileProblem(loadProblem(experiment.yaml), experiment.parameters, experiment.files)
    const { document } = problem.loaded
    const { name, from, to } = problem.variables[0]!
    const conditions = problem.conditions.map((condition) => {
      const { unknown, order, value } = asValueCondition(problem, condition)!
      return { unknown, order: order[0]!, value: constantValue(problem, value)! }
    })
    this.orders = conditions.map(({ unknown, order }) => ({ unknown: problem.unknowns.indexOf(unknown), order }))
    const values = conditions.map(({ value }) => value)
    this.first = { from, to, values }
    this.breaks = switchingPoints(numericSystem(problem))
    this.document = toYaml({
      ...document,
      variables: { [name]: [START, END] },
      parameters: {
        ...document.parameters,
        [START]: from,
        [END]: to,
        ...Object.fromEntries(values.map((value, k) => [valueName(k), value]))
      },
      conditions: conditions.map(({ unknown, order }, k) => `${unknown}${"'".repeat(order)}(${START}) = ${valueName(k)}`)
    })
  }

  /** The problem on a window, as any other is stated. */
  private on({ from, to, values }: Window): Stated {
    const { yaml: _, parameters, ...rest } = this.stated
    const own = { [START]: from, [END]: to, ...Object.fromEntries(values.map((value, k) => [valueName(k), value])) }
    return { ...rest, yaml: this.document, parameters: { ...parameters, ...own } }
  }

  /** The problem on a window, bound; asked for its end: `endValues`. */
  bind(window: Window, settings: Settings): BoundProblem {
    const { yaml, parameters, files } = this.on(window)
    const problem = compileProblem(loadProblem(yaml), parameters, files)
    const asked = this.orders.map(({ unknown, order }) => problem.graph.leaf({ op: 'unknown', unknown, order: [order] }))
    const built = buildPlan(problem, trialForm(problem), settings, asked)
    const bound = bind(problem, built, settings)
    const end = [Float64Array.of(window.to)]
    const bindings = { ...bound, points: bound.points.map((group, index) => (index === built.groups.asked ? end : group)) }
    if (settings.training.scale === 'auto') scaleNetworks(problem, built, bindings)
    const over = (own: Bindings) => makeEngine(built.plan, own, settings.engine)
    return { problem, built, bindings, engine: over(bindings), over }
  }

  /** Values at the end of a window, for the conditions of the next. */
  endValues(bound: BoundProblem): number[] {
    return evaluateGroup(bound, bound.built.groups.asked!).map((values) => values[0]!)
  }
}

/**
 * The size that the network must supply for every unknown on a window, however short: with T = h1 + h2 N the ratio of the residual of h1 to what N = 1 adds
 * to it, both as root mean squares, in the unknown's own equation where N enters there.
 */
function scaleNetworks(problem: CompiledProblem, built: BuiltPlan, bindings: Bindings): void {
  const { networkScale } = built.scalars
  const { interior } = built.groups
  const { blocks, networks } = built.plan
  const parameters = new Float64Array(bindings.parameters.length)
  // networks that give 1 everywhere
  for (const network of networks) {
    const { offset, rows, columns } = blocks[network.blocks.at(-1)!]!
    for (let row = 0; row < rows; row++) parameters[offset + row * columns] = 1
  }
  const residuals = (scales: readonly number[]): Float64Array[] => {
    const scalars = bindings.scalars.slice()
    networkScale.forEach((index, k) => (scalars[index] = scales[k]!))
    const own = { ...bindings, parameters, scalars }
    return evaluateGroup({ problem, built, bindings: own, engine: new Interpreter(built.plan, own) }, interior).slice(
      problem.unknowns.length
    )
  }
  const before = networkScale.map((index) => bindings.scalars[index]!)
  const alone = residuals(before.map(() => 0))
  before.forEach((scale, k) => {
    const small = 1e-4 * scale
    const moved = residuals(before.map((_, other) => (other === k ? small : 0)))
    const change = moved.map((values, e) => rms(values.map((value, p) => (value - alone[e]![p]!) / small)))
    const e = change[k]! > 0 ? k : change.indexOf(Math.max(...change))
    const wanted = rms(alone[e]!) / change[e]!
    if (wanted > 0 && Number.isFinite(wanted)) bindings.scalars[networkScale[k]!] = wanted
  })
}

const rms = (values: Float64Array): number => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length)
