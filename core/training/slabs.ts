import { erf } from '../autodiff/special.ts'
import { LabError } from '../errors.ts'
import { makeEngine } from '../engine/make-engine.ts'
import { generatorFor } from '../network/initialize.ts'
import { startsAbruptly } from '../problem/abrupt-start.ts'
import { bind } from '../problem/bind.ts'
import { evaluateGroup, rebound, type BoundProblem } from '../problem/bound.ts'
import { buildPlan } from '../problem/build-plan.ts'
import { leavesOf } from '../problem/calculus.ts'
import { asValueCondition, fixedAxes, ordersByVariable, periodicPair, timeAxis } from '../problem/classify.ts'
import { compileProblem, type CompiledProblem } from '../problem/compile.ts'
import { givingWay } from '../problem/corners.ts'
import { loadProblem } from '../problem/document.ts'
import { chebyshev, linspace, tensor } from '../problem/points.ts'
import { bindProblem } from '../problem/prepare.ts'
import { toYaml } from '../problem/yaml.ts'
import { trialForm } from '../problem/trial.ts'
import type { Bindings } from '../engine/plan.ts'
import type { Experiment } from './experiment.ts'
import { layersAt } from './layers.ts'
import { densityOf, type Density } from './start-density.ts'
import type { Settings } from './settings.ts'
import type { Shape } from './solution-form.ts'
import { END, START, WindowedProblem, type Window, type Windowing } from './windows.ts'

type Stated = Pick<Experiment, 'yaml' | 'parameters' | 'files'>

/** A slab's layer of local features, of so many units, with collocation points along space and time. */
export function slabShape({ variables }: CompiledProblem, time: number, [units, along, inTime]: readonly [number, number, number]): Shape {
  const count = Object.fromEntries(variables.map(({ name }, axis) => [name, axis === time ? inTime : along]))
  return { hidden: [units], count, features: 'local' }
}

/** Steepness of a unit, in units of what is to be resolved where it stands, and of its change in time over half a slab (measured on fronts and shocks). */
const STEEPNESS = 1
const DRIFT = 0.1
/** How much more a value at the start counts than a residual over the slab. */
const START_WEIGHT = 10
/** Width of the layers at the ends that are resolved where conditions disagree, or within which a jump is led over, as a share of the interval. */
const LAYER = 0.003
/** Places at which the start of a slab is looked at. */
const LOOKED_AT = 4001

/** Why an evolution equation cannot be solved in slabs of time, in words; undefined where it can. */
export function notSlabbable(problem: CompiledProblem): string | undefined {
  const time = timeAxis(problem)
  if (problem.variables.length !== 2 || problem.scope.variables.length !== 2 || time < 0 || problem.domain !== undefined)
    return 'it is not an evolution in time along one variable'
  if (problem.trainables.length > 0 || problem.functions.length > 0 || problem.observations.length > 0)
    return 'something is estimated over the whole interval'
  if (typeof problem.document.trial === 'object') return 'its trial solution is not built by the lab'
  const residuals = problem.equations.map(({ residual }) => residual)
  if (leavesOf(problem.graph, residuals, 'unknown').some(({ leaf }) => leaf.at !== undefined))
    return 'its equations read the solution at other places'
  const orders = problem.unknowns.map((_, unknown) => ordersByVariable(problem, unknown)[time]!)
  if (orders.some((order) => order < 1 || order > 2)) return 'it is not of first or second order in time'
  const starts = [...startsOf(problem, time).values()]
  const inTime = problem.conditions.filter((condition) => fixedAxes(problem, condition).has(time))
  const wanted = orders.flatMap((order, unknown) => Array.from({ length: order }, (_, n) => [unknown, n] as const))
  const isGiven = wanted.every(([unknown, n]) => starts.some((start) => start.unknown === unknown && start.order === n))
  if (!isGiven || starts.length !== wanted.length || inTime.length !== wanted.length)
    return 'its conditions in time are not what every unknown needs at the beginning'
  return undefined
}

export function refuseSlabs(problem: CompiledProblem, automatic: boolean): void {
  const why = notSlabbable(problem) ?? (automatic ? undefined : 'slabs of an evolution are solved at once, by optimizer: auto alone')
  if (why === undefined) return
  throw new LabError(
    'windows-kind',
    `training.windows does not fit: ${why}`,
    'Leave windows out, or use optimizer: auto for an evolution of first or second order in time.'
  )
}

/** What a slab takes over from the one before: an unknown, or its derivative in time of some order. */
interface Start {
  unknown: number
  order: number
}

/** Conditions that give an unknown, or its derivative in time, at the beginning, by index. */
function startsOf(problem: CompiledProblem, time: number): Map<number, Start> {
  return new Map(
    problem.conditions.flatMap((condition, k) => {
      const value = asValueCondition(problem, condition)
      if (value?.axis !== time || value.point.value !== problem.variables[time]!.from || value.order[1 - time] !== 0) return []
      return [[k, { unknown: problem.unknowns.indexOf(value.unknown), order: value.order[time]! }] as const]
    })
  )
}

/** Conditions along space that a slab has in its loss: those that a trial solution does not hold, and those that say that the solution repeats, of local features. */
function weightedOf(problem: CompiledProblem, starts: ReadonlyMap<number, Start>): Set<number> {
  const taken = new Set(starts.keys())
  const others = [...problem.conditions.keys()].filter((k) => !taken.has(k))
  const repeated = others.filter((k) => periodicPair(problem, problem.conditions[k]!) !== undefined)
  const { soft } = trialForm({ ...problem, document: { ...problem.document, trial: 'auto' }, taken, weighted: new Set(repeated) })
  return new Set([...repeated, ...soft.keys()])
}

/**
 * An evolution equation in slabs of time, each a problem of its own with a layer of fixed local features, which stand where the slab's start needs them (random-feature
 * collocation in time blocks: S. Dong & Z. Li, Comput. Methods Appl. Mech. Engrg. 387 (2021) 114129). The trial solution holds the conditions along space; the values at the start are data that the
 * slab before, or the initial condition, gives, and conditions along space that no trial solution holds are terms of the loss. So a slab is its own weights, and nothing of the slabs before.
 */
export class SlabbedProblem implements Windowing {
  readonly first: Window
  private readonly stated: Stated
  private readonly document: string
  private readonly time: number
  private readonly starts: Map<number, Start>
  private readonly weighted: Set<number>
  /** whether the start disagrees with what holds along space, by its values or by what the equation makes of them: then thin layers form at once */
  readonly disagrees: boolean
  /** whether the start jumps at an end: then it is led over within a layer */
  readonly jumps: boolean
  readonly timeOrders: readonly number[]
  /** conditions along space from which the start jumps */
  private readonly jumping: ReadonlySet<number>

  constructor(experiment: Stated) {
    this.stated = experiment
    const problem = compileProblem(loadProblem(experiment.yaml), experiment.parameters, experiment.files)
    const { weights: _, ...document } = problem.loaded.document
    this.time = timeAxis(problem)
    this.starts = startsOf(problem, this.time)
    this.weighted = weightedOf(problem, this.starts)
    this.timeOrders = problem.equations.map((_, e) => orderInTime(problem, e, this.time))
    const giving = givingWay(problem)
    const left = givingWay(problem, new Set(this.starts.keys()))
    this.jumping = new Set([...giving.keys()].filter((k) => !left.has(k)))
    this.jumps = this.jumping.size > 0
    this.disagrees = giving.size > 0 || startsAbruptly(problem)
    const { name, from, to } = problem.variables[this.time]!
    this.first = { from, to, values: [] }
    this.document = toYaml({
      ...document,
      trial: 'auto',
      variables: { ...document.variables, [name]: [START, END] },
      parameters: { ...document.parameters, [START]: from, [END]: to }
    })
  }

  /** The problem on a slab, bound, to be looked at. */
  bind(window: Window, settings: Settings): BoundProblem {
    return this.bound(this.problemOn(window), settings)
  }

  /**
   * The same, to be trained: with what it takes over from the slab before (the initial condition where there is none), its points, and its features.
   * @param stream draws the features
   */
  toTrain(window: Window, settings: Settings, before: BoundProblem | undefined, stream: number): BoundProblem {
    const { problem: whole, values: startAt } = this.start(window, settings, before)
    const { time } = this
    const space = 1 - time
    const { from, to } = whole.variables[space]!
    const looked = linspace(from, to, LOOKED_AT)
    const starts = [...this.starts.values()]
    const seen = startAt(looked)
    const corners = before === undefined && this.disagrees ? [layersAt(looked, LAYER)] : []
    const density = densityOf(looked, [...seen, ...corners])
    const along = slabCounts(settings, whole, time)
    const at = Float64Array.from({ length: 2 * along.space }, (_, k) => density.at((k + 0.5) / (2 * along.space)))
    const observations = startAt(at).map((values, k) => ({
      name: `start of ${whole.unknowns[starts[k]!.unknown]!}${"'".repeat(starts[k]!.order)}`,
      unknown: starts[k]!.unknown,
      order: time === 0 ? [starts[k]!.order, 0] : [0, starts[k]!.order],
      at: time === 0 ? [at.map(() => window.from), at] : [at, at.map(() => window.from)],
      values,
      weight: 1
    }))
    const bound = this.bound({ ...this.problemOn(window), observations }, settings)
    const { problem, built, bindings } = bound
    const duration = window.to - window.from
    // a velocity counts by the way that it goes over the slab
    const ways = seen.map((values, k) => duration ** starts[k]!.order * values.reduce((most, x) => Math.max(most, Math.abs(x)), 0))
    const scale = Math.max(...ways) || 1
    built.scalars.equationWeight.forEach((index, e) => (bindings.scalars[index] = (duration ** this.timeOrders[e]! / scale) ** 2))
    built.scalars.observationWeight.forEach(
      (index, k) => (bindings.scalars[index] = ((START_WEIGHT * duration ** starts[k]!.order) / scale) ** 2)
    )
    const length = Math.min(density.length(from), density.length(to))
    for (const [k, index] of built.scalars.conditionWeight)
      bindings.scalars[index] = ((START_WEIGHT * length ** orderAlong(problem, k, space)) / scale) ** 2
    const nodes = collocation(density, along.space)
    const times = chebyshev(window.from, window.to, along.time)
    const points = bindings.points.slice()
    points[built.groups.interior] = tensor(time === 0 ? [times, nodes] : [nodes, times])
    const between = chebyshev(window.from, window.to, 2 * along.time)
    const edge = time === 0 ? [between, between.map(() => from)] : [between.map(() => from), between]
    // not where they meet the start, with which they need not agree
    for (const k of built.scalars.conditionWeight.keys()) points[built.groups.conditions[k]!] = edge
    const own = { ...bindings, points }
    this.draw(bound, own, settings, density, stream)
    return rebound(bound, own)
  }

  /** A slab takes over the solution before it at places of its own choice, not numbers. */
  endValues(): number[] {
    return []
  }

  private problemOn({ from, to }: Window): CompiledProblem {
    const { parameters, files } = this.stated
    const problem = compileProblem(loadProblem(this.document), { ...parameters, [START]: from, [END]: to }, files)
    return { ...problem, taken: new Set(this.starts.keys()), weighted: this.weighted }
  }

  private bound(problem: CompiledProblem, settings: Settings): BoundProblem {
    // what the next slab takes over beside the unknowns
    const asked = [...this.starts.values()].flatMap(({ unknown, order }) =>
      order === 0 ? [] : problem.graph.leaf({ op: 'unknown', unknown, order: this.time === 0 ? [order, 0] : [0, order] })
    )
    const built = buildPlan(problem, trialForm(problem), settings, asked)
    const bindings = bind(problem, built, settings)
    // output weights are solved for at once: they need no scale, and must not depend on where the problem is looked at
    for (const index of built.scalars.networkScale) bindings.scalars[index] = 1
    const over = (own: Bindings) => makeEngine(built.plan, own, settings.engine)
    return { problem, built, bindings, engine: over(bindings), over }
  }

  /** What the start of a slab is, in the order of `starts`, by place. */
  private start(
    window: Window,
    settings: Settings,
    before: BoundProblem | undefined
  ): { problem: CompiledProblem; values: (x: Float64Array) => Float64Array[] } {
    const given = before ?? this.initial(settings)
    const { problem, built, bindings } = given
    const read = (group: number, x: Float64Array): Float64Array[] => {
      const t = x.map(() => window.from)
      const at = this.time === 0 ? [t, x] : [x, t]
      return evaluateGroup(rebound(given, { ...bindings, points: bindings.points.map((points, g) => (g === group ? at : points)) }), group)
    }
    if (before !== undefined) {
      const values = (x: Float64Array): Float64Array[] => {
        const unknowns = read(built.groups.dense, x)
        const rates = built.groups.asked === undefined ? [] : read(built.groups.asked, x)
        let rate = 0
        return [...this.starts.values()].map(({ unknown, order }) => (order === 0 ? unknowns[unknown]! : rates[rate++]!))
      }
      return { problem, values }
    }
    const groups = [...this.starts.keys()].map((k) => {
      // outputs of a condition are its left and its right side: the one without the unknown is what it gives
      return { group: built.groups.conditions[k]!, side: problem.conditions[k]!.ast.left.kind === 'unknown' ? 1 : 0 }
    })
    const stated = (x: Float64Array): Float64Array[] => groups.map(({ group, side }) => read(group, x)[side]!)
    return { problem, values: this.ledOver(problem, stated, (k, x) => read(built.groups.conditions[k]!, x)) }
  }

  /**
   * The start, led over to what the ends are held at where it jumps there, within a layer: diffusion forgets its width.
   * @param stated the start as it is given, by place
   * @param sides of a condition along space at the beginning, by place
   */
  private ledOver(
    problem: CompiledProblem,
    stated: (x: Float64Array) => Float64Array[],
    sides: (condition: number, x: Float64Array) => Float64Array[]
  ): (x: Float64Array) => Float64Array[] {
    const starts = [...this.starts.values()]
    const { from, to } = problem.variables[1 - this.time]!
    const gaps = [...this.jumping].flatMap((k) => {
      const condition = problem.conditions[k]!
      const { unknown, point } = asValueCondition(problem, condition)!
      const start = starts.findIndex(({ unknown: own, order }) => order === 0 && problem.unknowns[own] === unknown)
      const at = Float64Array.of(point.value)
      const held = sides(k, at)[condition.ast.left.kind === 'unknown' ? 1 : 0]![0]!
      return start < 0 ? [] : [{ start, place: point.value, gap: held - stated(at)[start]![0]! }]
    })
    const width = LAYER * (to - from)
    const layer = (x: number, place: number): number => 1 - erf(Math.abs(x - place) / width)
    return (x) =>
      stated(x).map((values, k) => {
        const own = gaps.filter(({ start }) => start === k)
        return values.map((value, p) => own.reduce((sum, { place, gap }) => sum + gap * layer(x[p]!, place), value))
      })
  }

  private initial(settings: Settings): BoundProblem {
    const { yaml, parameters, files } = this.stated
    const problem = compileProblem(loadProblem(yaml), parameters, files)
    return bindProblem(problem, trialForm(problem), settings)
  }

  /** Units tanh(a (x - c) + b s): centres as dense as the start needs, as steep as it is there, and with a little of the slab's time s in [-1, 1]. */
  private draw({ built, problem }: BoundProblem, { parameters }: Bindings, settings: Settings, density: Density, stream: number): void {
    const { from, to } = problem.variables[1 - this.time]!
    parameters.fill(0)
    built.plan.networks.forEach(({ blocks }, n) => {
      const generator = generatorFor(settings.seed, `slab ${stream} ${n}`)
      const { offset, rows, columns } = built.plan.blocks[blocks[0]!]!
      for (let i = 0; i < rows; i++) {
        const centre = density.at((1.1 * (i + generator.uniform())) / rows - 0.05)
        const steepness = (STEEPNESS * (0.5 + generator.uniform()) * (generator.uniform() < 0.5 ? -1 : 1)) / density.length(centre)
        const at = offset + i * columns
        parameters[at] = steepness * ((from + to) / 2 - centre)
        parameters[at + 2 - this.time] = (steepness * (to - from)) / 2
        parameters[at + 1 + this.time] = DRIFT * generator.normal()
      }
    })
  }
}

/** The highest derivative in time that an equation reads, at least the first. */
function orderInTime({ graph, equations }: CompiledProblem, e: number, time: number): number {
  return Math.max(1, ...leavesOf(graph, [equations[e]!.residual], 'unknown').map(({ leaf }) => leaf.order[time]!))
}

/** The highest derivative along an axis that a condition reads. */
function orderAlong({ graph, conditions }: CompiledProblem, k: number, axis: number): number {
  const { left, right } = conditions[k]!
  return Math.max(0, ...leavesOf(graph, [left, right], 'unknown').map(({ leaf }) => leaf.order[axis]!))
}

function slabCounts({ points: { count } }: Settings, { variables }: CompiledProblem, time: number): { space: number; time: number } {
  const of = (axis: number): number => (typeof count === 'number' ? count : (count?.[variables[axis]!.name] ?? 15))
  return { space: of(1 - time), time: of(time) }
}

/** Nodes of a density, halfway between equal shares and those of Chebyshev, which crowd at the ends. */
function collocation(density: Density, n: number): Float64Array {
  return chebyshev(0, 1, n).map((q, k) => density.at(q / 2 + (k + 0.5) / (2 * n)))
}

/** The way in which a problem is solved in windows: an evolution along one variable in slabs, what else has windows as an initial-value problem. */
export function windowingOf(experiment: Stated): Windowing {
  const problem = compileProblem(loadProblem(experiment.yaml), experiment.parameters, experiment.files)
  return problem.variables.length > 1 ? new SlabbedProblem(experiment) : new WindowedProblem(experiment)
}

/** The axis along which a problem has its windows. */
export function windowAxis(problem: CompiledProblem): number {
  return problem.variables.length === 1 ? 0 : timeAxis(problem)
}
