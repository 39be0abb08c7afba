import { toGraph } from '../expression/to-graph.ts'
import { LabError } from '../errors.ts'
import { evaluateNodes } from '../engine/hoisted.ts'
import { asValueCondition, fixedAxes, periodicPair, type ValueCondition } from './classify.ts'
import { problemMeaning, type CompiledProblem } from './compile.ts'
import { linspace } from './points.ts'

/** Two conditions that ask for different numbers where their edges meet. */
interface Disagreement {
  /** index of the one that gives way: that along space, where the other stands at the beginning of time */
  index: number
  /** the place, and what each gives there, in words */
  at: string
  words: string
  /** by how much, as a share of the data along both edges; of derivatives, which a solution smooths out at once, 0 */
  share: number
}

/** Agreement to round-off, relative to one and the two values. */
const AGREE = 1e-9
/** A share of the data by which values may disagree: the tails of bells and fronts that were cut off. */
const TOLERABLE = 0.02
/** Places along an edge at which the size of its data is taken. */
const LOOKED_AT = 33

/**
 * Where two edges meet, both conditions speak of the same number: D^k of the one's data along the other's variable. Values at corners
 * that disagree by more than a cut-off tail are reported with both; no function meets both conditions there.
 */
export function cornerFaults(problem: CompiledProblem): LabError[] {
  return disagreements(problem).flatMap(({ index, at, words, share }) =>
    share <= TOLERABLE
      ? []
      : [
          new LabError(
            'corners-disagree',
            `At ${at} the conditions disagree: ${words}`,
            'Change one of them so that both give the same value there.',
            problem.loaded.place(['conditions', index])
          )
        ]
  )
}

/** Conditions that disagree a little with others at a corner, or by a derivative, by index, with the reason: no trial solution holds both. */
export function givingWay(problem: CompiledProblem): ReadonlyMap<number, string> {
  return new Map(disagreements(problem).map(({ index, at, words }) => [index, `at ${at} it disagrees with another: ${words}`]))
}

/** By how much conditions may differ at corners and still be taken to agree there: a trial solution that holds one of them misses the other by no more. */
export function cornerRounding(problem: CompiledProblem): number {
  const meetings = valuePairs(problem).flatMap(([a, b]) => meeting(problem, a.value, b.value) ?? [])
  return meetings.reduce((most, { left, right }) => (agree(left, right) ? Math.max(most, Math.abs(left - right)) : most), 0)
}

function disagreements(problem: CompiledProblem): Disagreement[] {
  return [
    ...valuePairs(problem).flatMap(([a, b]) => cornerDisagreement(problem, a, b) ?? []),
    ...valueConditions(problem).flatMap(({ value }) => unrepeated(problem, value))
  ]
}

type Indexed = { index: number; value: ValueCondition }

function valueConditions(problem: CompiledProblem): Indexed[] {
  if (problem.scope.variables.length !== 2 || problem.variables.length !== 2) return []
  return problem.conditions.flatMap((condition, index) => {
    const value = asValueCondition(problem, condition)
    return value === undefined ? [] : [{ index, value }]
  })
}

function valuePairs(problem: CompiledProblem): [Indexed, Indexed][] {
  const values = valueConditions(problem)
  return values.flatMap((a, k) => values.slice(k + 1).map((b): [Indexed, Indexed] => [a, b]))
}

/** The number of which two conditions speak where their edges meet, as each gives it, with their data along the edges; undefined where they speak of none. */
function meeting(problem: CompiledProblem, a: ValueCondition, b: ValueCondition) {
  if (a.unknown !== b.unknown || a.axis === b.axis) return undefined
  // D^(a + m) u from one edge and D^(b + n) u from the other are the same where m runs along the first edge and n along the second
  if (a.order[b.axis]! > b.order[b.axis]! || b.order[a.axis]! > a.order[a.axis]!) return undefined
  const [alongA, alongB] = [dataAlong(problem, a, b), dataAlong(problem, b, a)]
  return { alongA, alongB, left: alongA(b.point.value), right: alongB(a.point.value) }
}

function cornerDisagreement(problem: CompiledProblem, first: Indexed, second: Indexed): Disagreement | undefined {
  const [a, b] = [first.value, second.value]
  const met = meeting(problem, a, b)
  if (met === undefined || agree(met.left, met.right)) return undefined
  const { alongA, alongB, left, right } = met
  const isValue = [...a.order, ...b.order].every((n) => n === 0)
  const places = (axis: number): number[] => [...linspace(problem.variables[axis]!.from, problem.variables[axis]!.to, LOOKED_AT)]
  const sizes = [...places(b.axis).map(alongA), ...places(a.axis).map(alongB)].map(Math.abs).filter(Number.isFinite)
  return {
    index: isAtStart(problem, b) && !isAtStart(problem, a) ? first.index : second.index,
    at: problem.scope.variables.map((name, axis) => `${name} = ${(axis === a.axis ? a : b).point.value}`).join(', '),
    words: `${a.condition.text} gives ${short(left)}, ${b.condition.text} gives ${short(right)}`,
    share: isValue ? Math.abs(left - right) / Math.max(...sizes) : 0
  }
}

/** Conditions by which a solution repeats, whose derivatives the data on a crossing edge do not repeat: then none of these is held by what the network reads. */
function unrepeated(problem: CompiledProblem, data: ValueCondition): Disagreement[] {
  const axis = 1 - data.axis
  const { name, from, to } = problem.variables[axis]!
  const repeating = [...problem.conditions.entries()].filter(
    ([, condition]) =>
      periodicPair(problem, condition) === axis && condition.ast.left.kind === 'unknown' && condition.ast.left.name === data.unknown
  )
  const differing = repeating.flatMap(([, { ast }]) => {
    if (ast.left.kind !== 'unknown' || ast.left.order[data.axis] !== 0 || data.order.some((n) => n > 0)) return []
    const along = dataAlong(problem, data, { axis, order: ast.left.order })
    const [low, high] = [along(from), along(to)]
    return agree(low, high) ? [] : [{ low, high }]
  })
  const [found] = differing
  if (found === undefined) return []
  const words = `${data.condition.text} gives ${short(found.low)} at ${name} = ${from} and ${short(found.high)} at ${name} = ${to}`
  const at = `${problem.variables[data.axis]!.name} = ${data.point.value}`
  return repeating.map(([index]) => ({ index, at, words, share: 0 }))
}

// data with trained numbers have no values yet
const agree = (a: number, b: number): boolean =>
  !Number.isFinite(a - b) || Math.abs(a - b) <= AGREE * (1 + Math.max(Math.abs(a), Math.abs(b)))

function isAtStart(problem: CompiledProblem, { condition, axis }: ValueCondition): boolean {
  return problem.variables[axis]!.name === 't' && fixedAxes(problem, condition).get(axis) === problem.variables[axis]!.from
}

/** a's data by place along b's variable, differentiated along it as often as b's condition asks. */
function dataAlong(problem: CompiledProblem, a: ValueCondition, b: Pick<ValueCondition, 'axis' | 'order'>): (place: number) => number {
  const { graph, calculus } = problem
  const data = toGraph(graph, a.value, problemMeaning(problem))
  const order = problem.variables.map((_, axis) => (axis === b.axis ? b.order[axis]! - a.order[axis]! : 0))
  const node = calculus.derivative(data, order)
  const scalars = Float64Array.from(problem.parameters.map((parameter) => parameter.value))
  return (place) => {
    const at = problem.variables.map((_, axis) => Float64Array.of(axis === b.axis ? place : a.point.value))
    return evaluateNodes(graph, [node], at, scalars, 1)[0]![0]!
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)))
}
