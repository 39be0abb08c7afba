import { edgeWeights, hasHeldEdges } from './edges.ts'
import { generatorFor } from '../network/initialize.ts'
import { evaluateGroup, rebound, type BoundProblem } from '../problem/bound.ts'
import { insideOf } from '../problem/domain.ts'
import { tensor } from '../problem/points.ts'
import type { Settings } from './settings.ts'

/** Residuals of the equations at points that are not trained on, then those of conditions in the loss: the largest, and the size against which it is judged. */
export interface CheckResidual {
  largest: number[]
  scales: number[]
  /** the largest of the equations by their distance to held edges, and those of conditions; left out where there are no such edges */
  inner?: number[]
}

/**
 * The residuals between the nodes of a grid, and between its outer nodes and the ends of the intervals; of scattered points at as many others. Small at
 * the nodes and large between them is over-fitting. Their scale is the root mean square residual of the trial solution without its network, which is what
 * the loss is measured in. Infinity where they are not finite.
 */
export function checkResidual(bound: BoundProblem, settings: Settings): CheckResidual {
  const { problem, built, bindings } = bound
  const { interior } = built.groups
  const { terms } = built.plan.groups[interior]!
  const scales = terms.map(({ weight }) => 1 / Math.sqrt(Math.abs(bindings.scalars[weight]!)))
  const between = insideOf(problem, checkPoints(bound, settings))
  const count = between[0]!.length
  if (count === 0) return { largest: scales.map(() => Infinity), scales }
  const engine = rebound(bound, {
    ...bindings,
    points: bindings.points.map((group, index) => (index === interior ? between : group))
  }).engine
  const residuals = terms.map((_, term) => {
    const values = new Float64Array(count)
    engine.residuals(interior, term, values)
    return values
  })
  const worst = (values: Float64Array): number =>
    values.reduce((most, value) => Math.max(most, Number.isFinite(value) ? Math.abs(value) : Infinity), 0)
  const largest = residuals.map(worst)
  const weights = hasHeldEdges(problem) ? edgeWeights(problem, between) : undefined
  const edges = [...built.scalars.conditionWeight].map(([k, weight]) => {
    const [left, right] = evaluateGroup(bound, built.groups.conditions[k]!) as [Float64Array, Float64Array]
    const violation = left.reduce((worst, value, p) => Math.max(worst, Math.abs(value - right[p]!)), 0)
    return { violation, scale: 1 / Math.sqrt(Math.abs(bindings.scalars[weight]!)) }
  })
  const violations = edges.map(({ violation }) => (Number.isFinite(violation) ? violation : Infinity))
  const inner = weights && residuals.map((values) => worst(values.map((value, p) => value * Math.sqrt(weights[p]!))))
  return {
    largest: [...largest, ...violations],
    scales: [...scales, ...edges.map(({ scale }) => scale)],
    ...(inner === undefined ? {} : { inner: [...inner, ...violations] })
  }
}

/** The worst of them, in units of the given scales. */
export function inUnits({ largest }: CheckResidual, scales: readonly number[]): number {
  return Math.max(...largest.map((value, k) => value / scales[k]!))
}

/** Root mean square of the residuals over the dense grid by their distance to held edges, worst of the equations: as it is for solutions of every form, so that they can be compared. */
export function residualOverall(bound: BoundProblem): number {
  const { problem, built, bindings } = bound
  const { interior, dense } = built.groups
  const places = bindings.points[dense]!
  const { engine } = rebound(bound, { ...bindings, points: bindings.points.map((group, index) => (index === interior ? places : group)) })
  const weights = hasHeldEdges(problem) ? edgeWeights(problem, places) : undefined
  const means = problem.equations.map((_, term) => {
    const values = new Float64Array(places[0]!.length)
    engine.residuals(interior, term, values)
    return Math.sqrt(values.reduce((sum, value, p) => sum + (weights?.[p] ?? 1) * value * value, 0) / values.length)
  })
  return Math.max(...means.map((mean) => (Number.isFinite(mean) ? mean : Infinity)))
}

function checkPoints({ problem, built, bindings }: BoundProblem, settings: Settings): Float64Array[] {
  const { variables } = problem
  const trained = bindings.points[built.groups.interior]!
  if (settings.points.layout === 'uniform' || settings.points.layout === 'chebyshev')
    return tensor(variables.map(({ from, to }, axis) => middles(trained[axis]!, from, to)))
  const generator = generatorFor(settings.seed, 'check')
  return variables.map(({ from, to }) => Float64Array.from(trained[0]!, () => from + (to - from) * generator.uniform()))
}

/** Middles between neighbouring values, the ends of the interval among them. */
function middles(values: Float64Array, from: number, to: number): Float64Array {
  const nodes = [...new Set([from, ...values, to])].sort((a, b) => a - b)
  return Float64Array.from(nodes.slice(1), (x, k) => (x + nodes[k]!) / 2)
}
