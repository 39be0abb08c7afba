import { StreamGenerator } from '../../network/random.ts'
import { insideOf } from '../../problem/domain.ts'
import { tensor } from '../../problem/points.ts'
import type { NumericSystem, SystemCondition } from '../system.ts'
import { rewrite } from '../../autodiff/rewrite.ts'
import { rowwise } from '../rowwise.ts'
import { nodesOf } from './axis.ts'
import type { Axis } from './axis.ts'

/** Lines, and nodes on each, for every function along an axis of a box that a domain lies in. */
const DENSE = 1.1

/** Points at which equations are asked to hold: a tensor grid with some more points than functions along each axis, of a domain those inside. */
export function equationPoints(system: NumericSystem, axes: readonly Axis[]): Float64Array[] {
  const { problem } = system
  const extra = axes.length === 1 ? 2 : axes.length === 2 ? 1 : 0
  if (problem.domain === undefined) return tensor(axes.map((axis) => nodesOf(axis, axis.size + extra)))
  // a domain fills a part of its box only: the grid is finer, so that there are more points inside than functions
  if (axes.length === 2) return insideOf(problem, pieceNodes(system, axes))
  return insideOf(problem, tensor(axes.map((axis) => nodesOf({ ...axis, kind: 'chebyshev' }, Math.ceil(1.6 * axis.size)))))
}

/** Points at which a condition is asked to hold: along its edge, over its face, on the boundary of the domain. */
export function conditionPoints(system: NumericSystem, condition: SystemCondition, axes: readonly Axis[]): Float64Array[] {
  if (condition.onBoundary) return boundarySample(system, axes)
  return tensor(
    axes.map((axis, k) => {
      const fixed = condition.fixed.get(k)
      // what is fixed says itself where: any point stands for it
      return fixed === undefined ? nodesOf(axis, axis.size + 2) : Float64Array.of(Number.isNaN(fixed) ? axis.from : fixed)
    })
  )
}

/** Points of the domain's boundary, by bisection between random points inside and outside of it; in the plane also where many lines along both axes cross it, so that no part of it is missed. */
function boundarySample(system: NumericSystem, axes: readonly Axis[]): Float64Array[] {
  const { variables } = system
  const size = Math.max(...axes.map((axis) => axis.size))
  const generator = new StreamGenerator(0, 'reference boundary')
  const draw = (): Float64Array[] =>
    variables.map(({ from, to }) => Float64Array.from({ length: 48 * size }, () => from + (to - from) * generator.uniform()))
  const scattered = crossings(system, draw(), draw()).map((axis) => axis.slice(0, 12 * size))
  if (variables.length !== 2) return scattered
  const crossed = axes.map((_, along) => crossingsAlong(system, axes, along, 2 * size))
  return scattered.map((axis, k) => Float64Array.of(...axis, ...crossed[0]![k]!, ...crossed[1]![k]!))
}

/** Where so many lines along an axis cross the boundary, in the plane; line by line, ascending. */
function crossingsAlong(system: NumericSystem, axes: readonly Axis[], along: number, lines: number): Float64Array[] {
  const across = nodesOf({ ...axes[1 - along]!, kind: 'chebyshev' }, lines)
  const { from, to } = system.variables[along]!
  const cells = 4 * axes[along]!.size
  const ends = [0, 1].map((end) => {
    const points: Float64Array[] = []
    points[along] = Float64Array.from({ length: lines * cells }, (_, p) => from + ((to - from) * ((p % cells) + end)) / cells)
    points[1 - along] = Float64Array.from({ length: lines * cells }, (_, p) => across[Math.floor(p / cells)]!)
    return points
  })
  return crossings(system, ends[0]!, ends[1]!)
}

/** Nodes of every piece of many lines along both axes that lies inside: they crowd at the boundary, where polynomials need it, wherever in the box that is. */
function pieceNodes(system: NumericSystem, axes: readonly Axis[]): Float64Array[] {
  const found: [number[], number[]] = [[], []]
  for (const along of [0, 1]) {
    const lines = Math.ceil(DENSE * axes[1 - along]!.size)
    const crossed = crossingsAlong(system, axes, along, lines)
    const { from, to } = system.variables[along]!
    const byLine = new Map<number, number[]>([...nodesOf({ ...axes[1 - along]!, kind: 'chebyshev' }, lines)].map((at) => [at, []]))
    crossed[1 - along]!.forEach((at, p) => byLine.get(at)!.push(crossed[along]![p]!))
    for (const [at, places] of byLine) {
      const cuts = [from, ...places, to]
      for (let k = 0; k + 1 < cuts.length; k++) {
        const [low, high] = [cuts[k]!, cuts[k + 1]!]
        const count = Math.ceil(DENSE * axes[along]!.size * Math.sqrt((high - low) / (to - from)))
        for (const place of nodesOf({ from: low, to: high, kind: 'chebyshev' }, count)) {
          found[along]!.push(place)
          found[1 - along]!.push(at)
        }
      }
    }
  }
  return found.map((axis) => Float64Array.from(axis))
}

/** Where the lines from one list of points to the other cross the boundary: those that begin inside and end outside, or the other way. */
function crossings({ problem, variables }: NumericSystem, a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] {
  const { graph, domain, parameters } = problem
  const count = a[0]!.length
  const rows = variables.map(() => new Float64Array(count))
  const [omega] = rewrite(graph, [domain!.omega], graph, (leaf) =>
    leaf.op === 'scalar' ? graph.constant(parameters[leaf.scalar]!.value) : undefined
  )
  const run = rowwise(graph, [omega!], count, (leaf) => (leaf.op === 'coordinate' ? rows[leaf.axis]! : new Float64Array(count)))
  const valueAt = (points: readonly Float64Array[]): Float64Array => {
    points.forEach((axis, k) => rows[k]!.set(axis))
    return run()[0]!
  }
  const [atA, atB] = [valueAt(a).slice(), valueAt(b).slice()]
  const kept = [...atA.keys()].filter((p) => atA[p]! > 0 !== atB[p]! > 0)
  const low = a.map((axis, k) => axis.map((x, p) => (atA[p]! > 0 ? b[k]![p]! : x)))
  const high = a.map((axis, k) => axis.map((x, p) => (atA[p]! > 0 ? x : b[k]![p]!)))
  for (let step = 0; step < 60; step++) {
    const middle = low.map((axis, k) => axis.map((x, p) => (x + high[k]![p]!) / 2))
    valueAt(middle).forEach((value, p) => (value > 0 ? high : low).forEach((axis, k) => (axis[p] = middle[k]![p]!)))
  }
  return low.map((axis) => Float64Array.from(kept, (p) => axis[p]!))
}
