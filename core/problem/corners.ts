import { add, sub } from '../autodiff/fold.ts'
import type { Id, Order } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'
import { evaluateNodes } from '../engine/hoisted.ts'
import { toGraph } from '../expression/to-graph.ts'
import { leavesOf } from './calculus.ts'
import { asValueCondition, fixedAxes, periodicPair, timeAxis, type ValueCondition } from './classify.ts'
import { problemMeaning, type CompiledCondition, type CompiledProblem } from './compile.ts'
import { conditionOn, isLinearCondition } from './constrained.ts'
import { boundaryPoints } from './domain.ts'
import { shapedAxes } from './domain-rule.ts'
import { boundaryValue } from './hard-conditions.ts'
import { linspace, tensor } from './points.ts'

/** Two conditions that ask for different numbers where their edges meet. */
interface Disagreement {
  /** index of the one that gives way: that along space, where the other stands at the beginning of time */
  index: number
  /** the place, and what each gives there, in words */
  at: string
  words: string
  /** by how much, as a share of the data along both edges; of derivatives, which a solution smooths out at once, 0 */
  share: number
  /** index of the one that stays, where both give values */
  beside: number | undefined
}

/** Agreement to round-off, relative to one and the two values. */
const AGREE = 1e-9
/** A share of the data by which values may disagree: the tails of bells and fronts that were cut off. */
const TOLERABLE = 0.02
/** Places along an edge at which the size of its data is taken. */
const LOOKED_AT = 33
/** Places along each further variable at which edges that meet in a line or a face are compared. */
const ALONG = 7
/** Points of the boundary of a domain at which it is compared with what holds inside. */
const AROUND = 100

/**
 * Conditions whose values have nothing in common with another's where their edges meet, such as u(x, 0) = 1 with u(0, t) = 0: by index, with both values. The solution jumps
 * there, and no function that is trained does.
 */
export function jumps(problem: CompiledProblem): ReadonlyMap<number, string> {
  const found = disagreements(problem).filter(({ share }) => share > TOLERABLE)
  return new Map(found.map(({ index, at, words }) => [index, `At ${at} the conditions disagree: ${words}`]))
}

/**
 * Conditions that disagree with others where their edges meet, by index, with the reason: no trial solution holds both.
 * @param taken conditions in whose place data stand: those can be led over to what they jump from
 */
export function givingWay(problem: CompiledProblem, taken?: ReadonlySet<number>): ReadonlyMap<number, string> {
  const found = disagreements(problem).filter(
    ({ share, beside }) => share <= TOLERABLE || beside === undefined || taken?.has(beside) !== true
  )
  return new Map(found.map(({ index, at, words }) => [index, `at ${at} it disagrees with another: ${words}`]))
}

/** By how much conditions may differ at corners and still be taken to agree there: a trial solution that holds one of them misses the other by no more. */
export function cornerRounding(problem: CompiledProblem): number {
  return pairsOf(problem).reduce((most, [data, other]) => {
    const { left, right } = meeting(problem, data, other) ?? { left: 0, right: 0 }
    return agree(left, right) ? Math.max(most, Math.abs(left - right) || 0) : most
  }, 0)
}

function disagreements(problem: CompiledProblem): Disagreement[] {
  const found = pairsOf(problem).flatMap(([data, other]) => {
    const met = meeting(problem, data, other)
    return met === undefined || agree(met.left, met.right) ? [] : [{ data, other, met }]
  })
  // where neither is a start, what disagrees with most gives way
  const count = ({ index }: Indexed): number => found.filter(({ data, other }) => data.index === index || other.index === index).length
  const alongSides = found.flatMap(({ data, other, met }) => {
    const [isDataStart, isOtherStart] = [isStart(problem, data), isStart(problem, other)]
    const dataGives = isDataStart === isOtherStart ? count(data) > count(other) : isOtherStart
    const repeats = periodicPair(problem, other.condition) === undefined ? [] : alike(problem, other)
    return (repeats.length > 0 ? repeats : [dataGives ? data.index : other.index]).map((index) => ({
      index,
      at: met.at,
      words: inWords(problem, data, other, met),
      beside: other.value === undefined ? undefined : dataGives ? other.index : data.index,
      share: met.isValue ? Math.abs(met.left - met.right) / Math.max(sizeOf(problem, data.value), sizeOf(problem, other.value)) : 0
    }))
  })
  return [...alongSides, ...aroundDomain(problem)]
}

/** Values on the boundary of a domain that differ from data which hold over all of it, such as those at the beginning. */
function aroundDomain(problem: CompiledProblem): Disagreement[] {
  const { graph, calculus, domain } = problem
  const held = problem.conditions.flatMap((condition, index) => {
    const value = boundaryValue(problem, condition)
    const [unknown] = leavesOf(graph, [condition.left, condition.right], 'unknown').map(({ leaf }) => leaf.unknown)
    return value === undefined ? [] : [{ index, condition, value, unknown }]
  })
  const data = indexed(problem).filter(({ axis, value }) => value !== undefined && !shapedAxes(problem).includes(axis))
  if (domain === undefined || held.length === 0 || data.length === 0) return []
  const around = boundaryPoints(problem, AROUND)
  if (around[0]!.length === 0) return []
  return held.flatMap(({ index, condition, value, unknown }) =>
    data.flatMap((start) => {
      const { value: given, axis } = start as typeof start & { value: ValueCondition }
      if (start.unknown !== unknown || given.order.some((n, other) => n > 0 && other !== axis)) return []
      const points = around.map((places, k) => (k === axis ? places.map(() => given.point.value) : places))
      const [inside, edge] = [given.value, value].map((each) => toGraph(graph, each, problemMeaning(problem))) as [Id, Id]
      const rows = valuesAt(problem, [inside, calculus.derivative(edge, given.order)], points)
      const { at, left, right } = worst(problem, rows, points, () => true)
      if (agree(left, right)) return []
      const size = Math.max(...rows.map((row) => row.reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0)))
      const words = `${start.condition.text} gives ${short(left)}, ${condition.text} on the boundary gives ${short(right)}`
      const share = given.order.every((n) => n === 0) ? Math.abs(left - right) / size : 0
      return [{ index, at, words, beside: undefined, share }]
    })
  )
}

/** All conditions by which an unknown repeats along a variable: where one of them cannot be held, none is held by what the network reads. */
function alike(problem: CompiledProblem, { condition, axis, unknown }: Indexed): number[] {
  if (periodicPair(problem, condition) === undefined) return []
  return indexed(problem).flatMap((each) =>
    each.unknown === unknown && periodicPair(problem, each.condition) === axis ? [each.index] : []
  )
}

/** A condition along an edge that speaks of one unknown alone. */
interface Indexed {
  index: number
  condition: CompiledCondition
  /** the variable that it fixes, or over which it integrates */
  axis: number
  unknown: number
  value: ValueCondition | undefined
}

function indexed(problem: CompiledProblem): Indexed[] {
  return problem.conditions.flatMap((condition, index) => {
    const axes = [...fixedAxes(problem, condition).keys()]
    const unknowns = new Set(leavesOf(problem.graph, [condition.left, condition.right], 'unknown').map(({ leaf }) => leaf.unknown))
    const [axis, unknown] = [axes[0], [...unknowns][0]]
    if (condition.onBoundary || axes.length !== 1 || unknowns.size !== 1 || axis === undefined || unknown === undefined) return []
    return [{ index, condition, axis, unknown, value: asValueCondition(problem, condition) }]
  })
}

/** Conditions of the same unknown along different edges, two by two: where one of them gives a value, it stands first. */
function pairsOf(problem: CompiledProblem): [Indexed, Indexed][] {
  const all = indexed(problem)
  return all.flatMap((a) =>
    all.flatMap((b): [Indexed, Indexed][] => {
      const isAlike = (a.value === undefined) === (b.value === undefined)
      const isFirst = isAlike ? a.index < b.index : a.value !== undefined
      return a.unknown === b.unknown && a.axis !== b.axis && isFirst ? [[a, b]] : []
    })
  )
}

interface Meeting {
  at: string
  left: number
  right: number
  /** of values alone, not of derivatives */
  isValue: boolean
}

/**
 * The number of which a condition speaks where its edge meets the data's, as its left and its right side have it there, the unknown's derivatives being those of the data;
 * where the edges meet in more than a point, where the two differ most. Undefined where the data do not say what the condition reads.
 *
 * The data give D^a u along their edge. D^n of the condition reads D^(m + n) u, which the data give where m + n >= a, and m + n = a along the variable that they fix.
 */
function meeting(problem: CompiledProblem, first: Indexed, other: Indexed): Meeting | undefined {
  const { graph, calculus } = problem
  const { value: data } = first
  const { condition, axis: own } = other
  if (data === undefined) return crossing(problem, first, other)
  const read = leavesOf(graph, [condition.left, condition.right], 'unknown')
  const more = problem.variables.map((_, axis) => Math.max(0, ...read.map(({ leaf }) => data.order[axis]! - leaf.order[axis]!)))
  const isGiven = read.every(({ leaf }) =>
    more.every((n, axis) => (axis === data.axis ? leaf.order[axis]! + n === data.order[axis]! : leaf.order[axis]! + n >= data.order[axis]!))
  )
  const isPlain = more.every((n) => n === 0)
  if (!isGiven || more[own]! > 0 || (!isPlain && !isLinearCondition(problem, condition))) return undefined

  const known = toGraph(graph, data.value, problemMeaning(problem))
  const sides = [condition.left, condition.right].map((side) => {
    const taking = (value: (order: Order) => Id): Id =>
      rewrite(graph, [side], graph, (leaf) => {
        if (leaf.op !== 'unknown') return undefined
        const derivative = value(leaf.order)
        return leaf.at === undefined ? derivative : calculus.at(derivative, leaf.at)
      })[0]!
    const beyond = (order: Order): Order => order.map((m, axis) => m + more[axis]! - data.order[axis]!)
    const whole = taking((order) => calculus.derivative(known, beyond(order)))
    // what is read stands there differentiated; what stands beside it is yet to be
    const beside = taking(() => graph.constant(0))
    return isPlain ? whole : add(graph, sub(graph, whole, beside), calculus.derivative(beside, more))
  })
  const fixed = fixedAxes(problem, condition)
  const points = tensor(
    problem.variables.map(({ from, to }, axis) =>
      axis === data.axis ? Float64Array.of(data.point.value) : axis === own ? Float64Array.of(fixed.get(own)!) : linspace(from, to, ALONG)
    )
  )
  // what is read at several places, or integrated, stands at none of them
  const isPlaced = new Set(read.map(({ leaf }) => leaf.at?.[own])).size === 1 && Number.isFinite(fixed.get(own))
  const isValue = [data.order, ...read.map(({ leaf }) => leaf.order)].every((order) => order.every((n) => n === 0))
  return { ...worst(problem, valuesAt(problem, sides, points), points, (axis) => axis !== own || isPlaced), isValue }
}

/** Where two rows of values differ most, of the points where both are numbers. @param isPlaced whether the place has a coordinate */
function worst(
  problem: CompiledProblem,
  rows: readonly Float64Array[],
  points: readonly Float64Array[],
  isPlaced: (axis: number) => boolean
): Meeting {
  const [left, right] = rows as [Float64Array, Float64Array]
  const gap = left.map((value, p) => Math.abs(value - right[p]!))
  const p = gap.reduce((most, value, k) => (value > gap[most]! || Number.isNaN(gap[most]!) ? k : most), 0)
  const place = problem.variables.flatMap(({ name }, axis) => (isPlaced(axis) ? [`${name} = ${short(points[axis]![p]!)}`] : []))
  return { at: place.join(', '), left: left[p]!, right: right[p]!, isValue: false }
}

/**
 * The same of two conditions that give no value, A u = f along one edge and B u = g along another, both linear with constant coefficients: A and B commute, so that
 * where the edges meet A g = B f.
 */
function crossing(problem: CompiledProblem, a: Indexed, b: Indexed): Meeting | undefined {
  const { graph } = problem
  const fixed = [a, b].map(({ condition, axis }) => fixedAxes(problem, condition).get(axis)!)
  if (![a, b].every(({ condition }) => isLinearCondition(problem, condition)) || !fixed.every(Number.isFinite)) return undefined
  const on = ({ condition, unknown }: Indexed, w: Id): Id => conditionOn(problem, condition, unknown, w)
  const zero = graph.constant(0)
  const sides = [
    [a, b],
    [b, a]
  ].map(([by, of]) => sub(graph, on(by!, zero), on(by!, on(of!, zero))))
  const points = tensor(
    problem.variables.map(({ from, to }, axis) => {
      const place = axis === a.axis ? fixed[0] : axis === b.axis ? fixed[1] : undefined
      return place === undefined ? linspace(from, to, ALONG) : Float64Array.of(place)
    })
  )
  return worst(problem, valuesAt(problem, sides, points), points, () => true)
}

/** What two conditions give: each its number, or what the two sides of the other are with the data of the first. */
function inWords(problem: CompiledProblem, data: Indexed, { condition, value }: Indexed, { left, right }: Meeting): string {
  const own = data.condition.text
  if (data.value === undefined)
    return `the left side of ${own}, taken of what ${condition.text} gives, is ${short(left)}, the other way round it is ${short(right)}`
  if (value !== undefined) {
    const [read, given] = condition.ast.left.kind === 'unknown' ? [left, right] : [right, left]
    return `${own} gives ${short(read)}, ${condition.text} gives ${short(given)}`
  }
  return `with ${own} the left side of ${condition.text} is ${short(left)} and its right side ${short(right)}`
}

/** The largest value of a condition's data along its edge. */
function sizeOf(problem: CompiledProblem, value: ValueCondition | undefined): number {
  if (value === undefined) return 0
  const data = toGraph(problem.graph, value.value, problemMeaning(problem))
  const moving = new Set(leavesOf(problem.graph, [data], 'coordinate').map(({ leaf }) => leaf.axis))
  const count = moving.size > 1 ? ALONG : LOOKED_AT
  const points = tensor(
    problem.variables.map(({ from, to }, axis) => (moving.has(axis) ? linspace(from, to, count) : Float64Array.of(from)))
  )
  return valuesAt(problem, [data], points)[0]!.reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0)
}

function valuesAt(problem: CompiledProblem, nodes: readonly Id[], points: readonly Float64Array[]): Float64Array[] {
  const scalars = Float64Array.from(problem.parameters, ({ value }) => value)
  return evaluateNodes(problem.graph, nodes, points, scalars, points[0]!.length)
}

// data with trained numbers have no values yet
const agree = (a: number, b: number): boolean =>
  !Number.isFinite(a - b) || Math.abs(a - b) <= AGREE * (1 + Math.max(Math.abs(a), Math.abs(b)))

/** Whether a condition stands at one moment, the beginning or the end. */
function isStart(problem: CompiledProblem, { condition }: Indexed): boolean {
  return Number.isFinite(fixedAxes(problem, condition).get(timeAxis(problem)) ?? NaN)
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)))
}
