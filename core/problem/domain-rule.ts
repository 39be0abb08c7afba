import { gaussLegendre } from '../expression/quadrature.ts'
import { leavesOf } from './calculus.ts'
import type { CompiledProblem } from './compile.ts'
import { omegaAt } from './domain.ts'
import { linspace } from './points.ts'

/** Points and weights of an integral over a domain. */
export interface DomainRule {
  /** the axes that it integrates over, and one array per axis */
  axes: number[]
  at: Float64Array[]
  weights: Float64Array
  /** relative difference of the domain's size from that by a rule with half as many points more along each axis */
  error: number
}

type Shaped = Pick<CompiledProblem, 'graph' | 'domain' | 'parameters' | 'variables'>

/** Samples along a line, by the number of axes over which it is integrated. */
const SAMPLES = [0, 256, 96, 40, 24]
const BISECTIONS = 44
/** A section that changes by more than this share of a line between neighbouring samples is looked at closely. */
const JUMP = 0.04
/** A piece that is shorter than this, relative to the interval, is what bisection left of an end. */
const SHORT = 1e-9

/**
 * A Gauss-Legendre rule of n points along each axis for the domain given by an inequality: line by line, the sections of a line being found by
 * bisection. Across the lines the coordinate is a + (b - a) s^2 (3 - 2 s), which takes away the square roots with which sections begin and end at a
 * smooth boundary, and a piece ends where sections appear, disappear or jump: exponentially accurate for discs, ellipses and annuli.
 */
export function domainRule(problem: Shaped, n: number): DomainRule {
  const axes = shapedAxes(problem)
  const made = pointsOf(problem, axes, [], n)
  const finer = pointsOf(problem, axes, [], Math.ceil(1.5 * n))
  const size = (points: readonly Weighted[]): number => points.reduce((sum, { weight }) => sum + weight, 0)
  return {
    axes,
    at: axes.map((_, k) => Float64Array.from(made, ({ at }) => at[k]!)),
    weights: Float64Array.from(made, ({ weight }) => weight),
    error: Math.abs(size(made) / size(finer) - 1)
  }
}

/** The axes that the inequality of a domain speaks of. */
export function shapedAxes({ graph, domain }: Pick<CompiledProblem, 'graph' | 'domain'>): number[] {
  if (domain === undefined) return []
  return [...new Set(leavesOf(graph, [domain.omega], 'coordinate').map(({ leaf }) => leaf.axis))].sort((a, b) => a - b)
}

interface Weighted {
  /** by number of the axis among the shaped ones */
  at: number[]
  weight: number
}

/** The rule over the first axes, the last ones being fixed at `given`. */
function pointsOf(problem: Shaped, axes: readonly number[], given: readonly number[], n: number): Weighted[] {
  const open = axes.length - given.length
  const { nodes, weights } = gaussLegendre(n)
  if (open === 1)
    return sections(problem, axes, given).flatMap(([a, b]) =>
      nodes.map((node, k) => ({ at: [a + ((b - a) * (1 + node)) / 2, ...given], weight: ((b - a) / 2) * weights[k]! }))
    )
  return pieces(problem, axes, given).flatMap(([a, b]) =>
    nodes.flatMap((node, k) => {
      const s = (1 + node) / 2
      const factor = ((b - a) / 2) * weights[k]! * 6 * s * (1 - s)
      const inner = pointsOf(problem, axes, [a + (b - a) * s * s * (3 - 2 * s), ...given], n)
      return inner.map(({ at, weight }) => ({ at, weight: factor * weight }))
    })
  )
}

/** The parts of a line along the first axis that lie inside. */
function sections(problem: Shaped, axes: readonly number[], given: readonly number[]): [number, number][] {
  const { from, to } = problem.variables[axes[0]!]!
  const omega = (xs: Float64Array): Float64Array => {
    const points = problem.variables.map((variable, axis) => {
      const place = axes.indexOf(axis)
      return place === 0 ? xs : new Float64Array(xs.length).fill(place < 0 ? variable.from : given[place - 1]!)
    })
    return omegaAt(problem, points)
  }
  const xs = linspace(from, to, SAMPLES[axes.length]! + 1)
  const inside = Array.from(omega(xs), (value) => value > 0)
  const changes = inside.flatMap((is, k) => (k > 0 && is !== inside[k - 1] ? [k] : []))
  let low = Float64Array.from(changes, (k) => xs[k - 1]!)
  let high = Float64Array.from(changes, (k) => xs[k]!)
  for (let step = 0; step < BISECTIONS && changes.length > 0; step++) {
    const middle = low.map((x, k) => (x + high[k]!) / 2)
    const is = Array.from(omega(middle), (value) => value > 0)
    const sameAsLow = is.map((value, k) => value === inside[changes[k]! - 1])
    low = low.map((x, k) => (sameAsLow[k] ? middle[k]! : x))
    high = high.map((x, k) => (sameAsLow[k] ? x : middle[k]!))
  }
  const ends = [...(inside[0] ? [from] : []), ...low.map((x, k) => (x + high[k]!) / 2), ...(inside.at(-1) ? [to] : [])]
  return Array.from({ length: ends.length / 2 }, (_, k): [number, number] => [ends[2 * k]!, ends[2 * k + 1]!])
}

/** The parts of the last open axis over which the sections vary smoothly. */
function pieces(problem: Shaped, axes: readonly number[], given: readonly number[]): [number, number][] {
  const axis = axes.length - given.length - 1
  const { from, to } = problem.variables[axes[axis]!]!
  const look = (x: number): number[] => shape(problem, axes, [x, ...given])
  const xs = [...linspace(from, to, SAMPLES[axes.length]! + 1)]
  const found = xs.map(look)
  const breaks: number[] = [from]
  found.slice(1).forEach((next, k) => {
    if (distance(found[k]!, next) <= JUMP) return
    let [low, high, below, above] = [xs[k]!, xs[k + 1]!, found[k]!, next]
    for (let step = 0; step < BISECTIONS && distance(below, above) > JUMP; step++) {
      const middle = (low + high) / 2
      const at = look(middle)
      if (distance(below, at) >= distance(at, above)) [high, above] = [middle, at]
      else [low, below] = [middle, at]
    }
    if (distance(below, above) > JUMP) breaks.push((low + high) / 2)
  })
  breaks.push(to)
  return breaks.slice(1).flatMap((end, k): [number, number][] => {
    const begin = breaks[k]!
    return end - begin > SHORT * (to - from) && look((begin + end) / 2).length > 0 ? [[begin, end]] : []
  })
}

/** Where the sections of the line or plane begin and end, as shares of the interval. */
function shape(problem: Shaped, axes: readonly number[], given: readonly number[]): number[] {
  const open = axes.length - given.length
  const { from, to } = problem.variables[axes[open - 1]!]!
  const parts = open === 1 ? sections(problem, axes, given) : pieces(problem, axes, given)
  return parts.flat().map((x) => (x - from) / (to - from))
}

function distance(a: readonly number[], b: readonly number[]): number {
  return a.length === b.length ? a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k]!)), 0) : Infinity
}
