import { graphOf } from '../engine/group-runner.ts'
import { withoutNetworks } from '../engine/hoisted.ts'
import { untransformed } from '../engine/transform.ts'
import { parameterCount, type Bindings, type Plan } from '../engine/plan.ts'
import { featureFrequencies, generatorFor, initialParameters } from '../network/initialize.ts'
import { fixedAxes, timeAxis } from './classify.ts'
import { termWeights, type BuiltPlan } from './build-plan.ts'
import type { CompiledCondition, CompiledProblem } from './compile.ts'
import { leavesOf } from './calculus.ts'
import { boundaryPoints, insideOf } from './domain.ts'
import { invariantPoints } from './invariants.ts'
import { lensAxes } from './lens.ts'
import { collocationPoints, linspace, scatteredPoints, tensor } from './points.ts'
import type { Settings } from '../training/settings.ts'

/** Points along each variable of the grid on which a solution is judged, by the number of variables; none of them is trained on. */
const DENSE = [1001, 101, 25, 11]

/** Points per free variable at which a condition is looked at: along an edge, over a face, in a box. */
const EDGE_POINTS = [1, 33, 13, 7]
/** The same on the boundary of a domain. */
const BOUNDARY_POINTS = 60

/** The axes of the grid on which a solution is judged. */
export function denseAxes({ variables }: Pick<CompiledProblem, 'variables'>, { check }: Pick<Settings['points'], 'check'>): Float64Array[] {
  return variables.map(({ from, to }) => linspace(from, to, check ?? DENSE[variables.length - 1]!))
}

/** The numbers of one run: initial weights, parameters, points of every group, scales. */
export function bind(problem: CompiledProblem, built: BuiltPlan, settings: Settings): Bindings {
  const { plan, groups, scalars: index } = built
  const scalars = new Float64Array(plan.scalars.length).fill(1)
  problem.parameters.forEach(({ value }, k) => (scalars[k] = value))
  problem.variables.forEach(({ from, to }, axis) => {
    scalars[index.from[axis]!] = from
    scalars[index.to[axis]!] = to
  })
  const points: Float64Array[][] = plan.groups.map(() => [])
  points[groups.interior] = insideOf(problem, collocationPoints(settings, problem.variables))
  points[groups.dense] = insideOf(problem, tensor(denseAxes(problem, settings.points)))
  if (groups.invariants !== undefined) points[groups.invariants] = invariantPoints(problem, points[groups.dense]!)
  for (const grid of ['view', 'tiles'] as const) points[groups[grid]] = tensor(lensAxes(problem, grid))
  problem.conditions.forEach((condition, k) => {
    points[groups.conditions[k]!] = conditionPoints(problem, condition, index.conditionWeight.has(k) ? settings : undefined)
  })
  index.frequencies.forEach((list, n) => {
    const values = featureFrequencies(settings.network, settings.seed, n, list.length)
    list.forEach((at, k) => (scalars[at] = values[k]!))
  })
  const weights = termWeights(problem)
  index.equationWeight.forEach((k) => (scalars[k] = weights.equation))
  for (const [condition, k] of index.conditionWeight) scalars[k] = weights.conditions[condition]!
  problem.observations.forEach(({ at, weight }, k) => {
    points[groups.observations[k]!] = at
    scalars[index.observationWeight[k]!] = weight
  })
  const parameters = initialParameters(plan, settings, parameterCount(plan))
  plan.trainables.forEach(({ offset, ...kind }, k) => (parameters[offset] = untransformed(kind, problem.trainables[k]!.initial)))
  const observed = new Map(problem.observations.map(({ name, values }) => [name, values]))
  const columns = plan.columns.map(({ from }) => ('data' in from ? observed.get(from.data) : undefined))
  plan.groups.forEach(({ terms }, group) => {
    for (const { pointWeight } of terms)
      if (pointWeight !== undefined) columns[pointWeight] = new Float64Array(points[group]![0]!.length).fill(1)
  })
  const bindings = { parameters, scalars, points, columns }
  if (settings.training.scale === 'auto') setScales(problem, built, bindings)
  return bindings
}

/** Which setting says how many points of a condition in the loss there are: those at the beginning of time are initial ones. */
export function pointsKey(problem: CompiledProblem, condition: CompiledCondition): 'boundary' | 'initial' {
  const time = timeAxis(problem)
  return time >= 0 && fixedAxes(problem, condition).get(time) === problem.variables[time]!.from ? 'initial' : 'boundary'
}

/**
 * Points at which a condition is looked at; of one in the loss as many as the settings say, scattered where the collocation points are. What
 * a condition fixes is read from the condition itself.
 * @param settings of a condition in the loss
 */
function conditionPoints(problem: CompiledProblem, condition: CompiledCondition, settings: Settings | undefined): Float64Array[] {
  const count = settings?.points[pointsKey(problem, condition)]
  if (condition.onBoundary) return boundaryPoints(problem, count ?? BOUNDARY_POINTS)
  // what an unknown function does not depend on makes its conditions no different
  const read = leavesOf(problem.graph, [condition.left, condition.right], 'unknown')
  const varies = (axis: number): boolean =>
    read.some(({ leaf }) => problem.functions[leaf.unknown - problem.unknowns.length]?.axes.includes(axis) ?? true)
  const fixed = [...fixedAxes(problem, condition).keys(), ...[...problem.variables.keys()].filter((axis) => !varies(axis))]
  const free = problem.variables.filter((_, axis) => !fixed.includes(axis))
  const layout = settings?.points.layout
  if (
    count !== undefined &&
    settings !== undefined &&
    free.length > 0 &&
    layout !== undefined &&
    layout !== 'uniform' &&
    layout !== 'chebyshev'
  ) {
    const scattered = scatteredPoints(layout, count, free, generatorFor(settings.seed, `points of ${condition.id}`))
    return problem.variables.map((variable) => scattered[free.indexOf(variable)] ?? new Float64Array(count).fill(variable.from))
  }
  const n = count ?? EDGE_POINTS[free.length] ?? 5
  return tensor(problem.variables.map(({ from, to }, axis) => linspace(from, to, fixed.includes(axis) ? 1 : n)))
}

/**
 * The size that the network must supply for each unknown and the size of each residual, from the trial solution without its
 * network (T = h1): S = max |h1|, or where h1 vanishes max |R[h1]| L^k / 2^k with the order k and the shortest interval L;
 * residuals are divided by their root mean square at h1, soft conditions by S; an unknown function without bounds has the size of its first value. Run-time scalars: they differ between runs of one Plan.
 */
function setScales(problem: CompiledProblem, built: BuiltPlan, bindings: Bindings): void {
  const { networkScale, equationWeight, conditionWeight, observationWeight } = built.scalars
  const outputs = withoutNetworks(built.plan, graphOf(built.plan), built.groups.interior, bindings)
  const unknowns = problem.unknowns.length
  const length = Math.min(...problem.variables.map(({ from, to }) => to - from))
  const residual = Math.max(...outputs.slice(unknowns).map(maxAbs))
  const needed = residual * (length / 2) ** highestOrder(problem, built.plan)
  networkScale.forEach((index, k) => {
    const unknownFunction = problem.functions[k - unknowns]
    if (unknownFunction !== undefined) {
      const { initial, min } = unknownFunction
      bindings.scalars[index] = min === undefined && initial !== 0 ? Math.abs(initial) : 1
      return
    }
    const measured = problem.observations.filter(({ unknown }) => unknown === k).map(({ values }) => maxAbs(values))
    const h1 = Math.max(maxAbs(outputs[k]!), ...measured)
    bindings.scalars[index] = h1 > 0 ? h1 : needed > 0 ? needed : 1
  })
  equationWeight.forEach((index, k) => {
    const mean = meanSquare(outputs[unknowns + k]!)
    if (mean > 0 && Number.isFinite(mean)) bindings.scalars[index]! /= mean
  })
  // a soft condition is measured in units of the solution
  const scale = Math.max(...networkScale.slice(0, unknowns).map((index) => bindings.scalars[index]!))
  for (const index of [...conditionWeight.values(), ...observationWeight]) bindings.scalars[index]! /= scale * scale
}

function maxAbs(values: Float64Array): number {
  return values.reduce((max, x) => (Number.isFinite(x) ? Math.max(max, Math.abs(x)) : max), 0)
}

function meanSquare(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x * x, 0) / values.length
}

/** Highest derivative of an unknown's network at the points themselves. */
function highestOrder({ functions }: CompiledProblem, { taps, networks }: Plan): number {
  const own = taps.filter(({ at, network }) => at === 'own' && network < networks.length - functions.length)
  const orders = own.flatMap(({ channels }) =>
    channels.map((channel) => ('order' in channel ? channel.order.reduce((a, b) => a + b, 0) : 2))
  )
  return Math.max(1, ...orders)
}
