import { StreamGenerator } from '../../network/random.ts'
import { insideOf } from '../../problem/domain.ts'
import { tensor } from '../../problem/points.ts'
import type { NumericSystem, SystemCondition } from '../system.ts'
import { rewrite } from '../../autodiff/rewrite.ts'
import { rowwise } from '../rowwise.ts'
import { nodesOf } from './axis.ts'
import type { Axis } from './axis.ts'

/** Points at which equations are asked to hold: a tensor grid with some more points than functions along each axis, of a domain those inside. */
export function equationPoints({ problem }: NumericSystem, axes: readonly Axis[]): Float64Array[] {
  const extra = axes.length === 1 ? 2 : axes.length === 2 ? 1 : 0
  if (problem.domain === undefined) return tensor(axes.map((axis) => nodesOf(axis, axis.size + extra)))
  // a domain fills a part of its box only: the grid is finer, so that there are more points inside than functions
  return insideOf(problem, tensor(axes.map((axis) => nodesOf({ ...axis, kind: 'chebyshev' }, Math.ceil(1.6 * axis.size)))))
}

/** Points at which a condition is asked to hold: along its edge, over its face, on the boundary of the domain. */
export function conditionPoints(system: NumericSystem, condition: SystemCondition, axes: readonly Axis[]): Float64Array[] {
  if (condition.onBoundary) return boundarySample(system, 12 * Math.max(...axes.map(({ size }) => size)))
  return tensor(
    axes.map((axis, k) => {
      const fixed = condition.fixed.get(k)
      // what is fixed says itself where: any point stands for it
      return fixed === undefined ? nodesOf(axis, axis.size + 2) : Float64Array.of(Number.isNaN(fixed) ? axis.from : fixed)
    })
  )
}

/** So many points of the domain's boundary, by bisection between random points inside and outside of it, all at once. */
function boundarySample({ problem, variables }: NumericSystem, count: number): Float64Array[] {
  const { graph, domain, parameters } = problem
  const generator = new StreamGenerator(0, 'reference boundary')
  const draws = 4 * count
  const draw = (): Float64Array[] =>
    variables.map(({ from, to }) => Float64Array.from({ length: draws }, () => from + (to - from) * generator.uniform()))
  const rows = variables.map(() => new Float64Array(draws))
  const [omega] = rewrite(graph, [domain!.omega], graph, (leaf) =>
    leaf.op === 'scalar' ? graph.constant(parameters[leaf.scalar]!.value) : undefined
  )
  const run = rowwise(graph, [omega!], draws, (leaf) => (leaf.op === 'coordinate' ? rows[leaf.axis]! : new Float64Array(draws)))
  const valueAt = (points: readonly Float64Array[]): Float64Array => {
    points.forEach((axis, k) => rows[k]!.set(axis))
    return run()[0]!
  }
  const [a, b] = [draw(), draw()]
  const [atA, atB] = [valueAt(a).slice(), valueAt(b).slice()]
  const kept = [...atA.keys()].filter((p) => atA[p]! > 0 !== atB[p]! > 0)
  const low = a.map((axis, k) => axis.map((x, p) => (atA[p]! > 0 ? b[k]![p]! : x)))
  const high = a.map((axis, k) => axis.map((x, p) => (atA[p]! > 0 ? x : b[k]![p]!)))
  for (let step = 0; step < 60; step++) {
    const middle = low.map((axis, k) => axis.map((x, p) => (x + high[k]![p]!) / 2))
    valueAt(middle).forEach((value, p) => (value > 0 ? high : low).forEach((axis, k) => (axis[p] = middle[k]![p]!)))
  }
  const chosen = kept.slice(0, count)
  return low.map((axis) => Float64Array.from(chosen, (p) => axis[p]!))
}
