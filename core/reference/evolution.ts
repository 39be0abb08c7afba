import type { Id, Leaf, Order } from '../autodiff/graph.ts'
import { dependsOnUnknown } from './equation.ts'
import type { Fit, NumericEquation } from './equation.ts'
import { digits } from './judge.ts'
import { rowwise } from './rowwise.ts'
import type { Interval } from './steps.ts'

/** One space and one time variable, with u (and its time derivatives below the highest) given at the start and u at both ends. */
export interface Evolution {
  equation: NumericEquation
  time: Interval & { axis: number }
  space: Interval & { axis: number }
  /** u, u_t, … at the first time, functions of space */
  start: readonly Id[]
  /** u at the two ends, functions of time */
  ends: readonly [Id, Id]
}

/** Multi-index of so many derivatives along each of the two axes. */
export const orderOf = ({ time, space }: Pick<Evolution, 'time' | 'space'>, inTime: number, inSpace: number): Order =>
  [0, 1].map((axis) => (axis === time.axis ? inTime : axis === space.axis ? inSpace : 0))

/** The problem as an evolution of order `timeOrder` in time, or why it is none. */
export function evolution(equation: NumericEquation, timeAxis: number, timeOrder: number): Fit<Evolution> {
  const { graph, variables, conditions, unknown } = equation
  const spaceAxis = 1 - timeAxis
  const [time, space] = [variables[timeAxis], variables[spaceAxis]]
  if (variables.length !== 2 || time === undefined || space === undefined)
    return { reason: 'it does not have one space and one time variable' }
  const start: (Id | undefined)[] = Array.from({ length: timeOrder }, () => undefined)
  const ends: (Id | undefined)[] = [undefined, undefined]
  for (const { text, axis, order, point, value } of conditions) {
    const [inTime, inSpace] = [order[timeAxis] ?? 0, order[spaceAxis] ?? 0]
    const atStart = axis === timeAxis && point === time.from && inSpace === 0 && inTime < timeOrder
    const end = axis === spaceAxis && inTime + inSpace === 0 ? [space.from, space.to].indexOf(point) : -1
    if (dependsOnUnknown(graph, value) || (!atStart && end < 0)) {
      return { reason: `the condition ${text} is neither a start value nor the value of ${unknown} at an end` }
    }
    if (atStart) start[inTime] = value
    else ends[end] = value
  }
  const given = start.filter((id) => id !== undefined)
  if (given.length < timeOrder)
    return { reason: `${timeOrder === 1 ? 'the start value is' : 'start value and start velocity are'} not given` }
  const [left, right] = ends
  if (left === undefined || right === undefined) return { reason: `the value of ${unknown} is not given at both ends of ${space.name}` }
  return { fit: { equation, time: { ...time, axis: timeAxis }, space: { ...space, axis: spaceAxis }, start: given, ends: [left, right] } }
}

/** Rows over the points of `x` at one time; the derivatives of the unknown come from `derivative`. */
export function onGrid(
  problem: Evolution,
  nodes: readonly Id[],
  x: Float64Array,
  derivative: (order: Order) => Float64Array | undefined = () => undefined
) {
  const time = new Float64Array(x.length)
  const rowOf = (leaf: Leaf) => {
    if (leaf.op === 'coordinate') return leaf.axis === problem.time.axis ? time : x
    return (leaf.op === 'unknown' ? derivative(leaf.order) : undefined) ?? new Float64Array(x.length).fill(NaN)
  }
  const run = rowwise(problem.equation.graph, nodes, x.length, rowOf)
  return (t: number): Float64Array[] => {
    time.fill(t)
    return run()
  }
}

/** u at the two ends, as a function of time. */
export function endValues(problem: Evolution): (t: number) => readonly [number, number] {
  const { ends, space } = problem
  const [left, right] = [space.from, space.to].map((end, k) => onGrid(problem, [ends[k] ?? ends[0]], Float64Array.of(end)))
  return (t) => [left?.(t)[0]?.[0] ?? NaN, right?.(t)[0]?.[0] ?? NaN]
}

/** u at the first level; at the ends the end conditions go before the start value, and a jump between them is told. */
export function startLevel(
  problem: Evolution,
  x: Float64Array,
  ends: (t: number) => readonly [number, number],
  notes: string[]
): Float64Array {
  const start = Float64Array.from(onGrid(problem, problem.start.slice(0, 1), x)(problem.time.from)[0] ?? [])
  const scale = start.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1)
  ends(problem.time.from).forEach((end, k) => {
    const i = k === 0 ? 0 : x.length - 1
    const jump = Math.abs((start[i] ?? NaN) - end)
    if (jump > 1e-9 * scale)
      notes.push(`Start and end conditions disagree by ${digits(jump)} at ${problem.space.name} = ${digits(x[i] ?? NaN)}.`)
    start[i] = end
  })
  return start
}

/** Largest coefficient on the grid over 65 times; NaN where it is nowhere a number. */
export function largestOver(row: (t: number) => Float64Array[], from: number, to: number): number {
  let largest = NaN
  for (let k = 0; k <= 64; k++) {
    for (const value of row(from + ((to - from) * k) / 64)[0] ?? []) {
      if (value < 0 || Number.isNaN(value)) return NaN
      if (!(value <= largest)) largest = value
    }
  }
  return largest
}
