import { neg } from '../autodiff/fold.ts'
import type { Id } from '../autodiff/graph.ts'
import { centralDifferences } from './boundary-value.ts'
import { coefficientOf, dependsOnUnknown, without } from './equation.ts'
import type { Fit, NumericEquation } from './equation.ts'
import { uniform } from './grid.ts'
import { exactAt, largestError } from './judge.ts'
import { rowwise } from './rowwise.ts'
import { cellsAlong, unusable } from './steps.ts'
import type { Interval } from './steps.ts'
import type { ReferenceOptions, ReferenceResult } from './types.ts'

/** a u'' + b u' + c u = f with u given at both ends. */
export interface TwoPointProblem {
  equation: NumericEquation
  interval: Interval
  /** a, b, c, f */
  coefficients: [Id, Id, Id, Id]
  ends: [number, number]
}

/** The equation as a linear two-point boundary value problem of second order, or why it is none. */
export function twoPointProblem(equation: NumericEquation): Fit<TwoPointProblem> {
  const { graph, variables, conditions, residual } = equation
  const [interval] = variables
  if (interval === undefined || variables.length > 1) return { reason: 'it has more than one variable' }
  const order = Math.max(0, ...equation.derivatives.map(({ order }) => order[0] ?? 0))
  if (order !== 2) return { reason: `finite differences here are for equations of order 2, not ${order}` }
  const [a, b, c] = [[2], [1], [0]].map((order) => coefficientOf(equation, order)) as [Id, Id, Id]
  if ([a, b, c].some((coefficient) => dependsOnUnknown(graph, coefficient)))
    return { reason: 'finite differences here are for linear equations' }
  const f = neg(
    graph,
    without(graph, residual, () => true)
  )
  const ends: [number, number] = [NaN, NaN]
  for (const { text, order, point, value } of conditions) {
    const end = point === interval.from ? 0 : point === interval.to ? 1 : undefined
    if (end === undefined || order[0] !== 0 || dependsOnUnknown(graph, value))
      return { reason: `the condition ${text} does not give the value at an end` }
    ends[end] = rowwise(graph, [value], 1, () => Float64Array.of(point))()[0]?.[0] ?? NaN
  }
  if (ends.some(Number.isNaN)) return { reason: 'the value is not given at both ends' }
  return { fit: { equation, interval, coefficients: [a, b, c, f], ends } }
}

/** Central differences on `standard` points where the options do not say otherwise. */
export function solveTwoPoint(
  problem: TwoPointProblem,
  options: ReferenceOptions,
  standard: number
): Omit<ReferenceResult, 'label' | 'seconds'> {
  const { equation, interval, coefficients, ends } = problem
  const notes: string[] = []
  const cells = cellsAlong(interval, options, Math.max(3, standard), notes)
  if (cells < 2) throw unusable('Finite differences need a point between the ends.', 'Give at least 3 points.')
  const x = uniform(interval.from, interval.to, cells)
  const rows = rowwise(equation.graph, coefficients, x.length, () => x)()
  const [a, b, c, f] = rows as [Float64Array, Float64Array, Float64Array, Float64Array]
  const values = centralDifferences({ x, a, b, c, f, left: ends[0], right: ends[1] })
  const lost = [a, b, c, f].some((row) => !row.subarray(1, -1).every(Number.isFinite))
  if (lost) notes.push('A coefficient of the equation is not finite at a grid point.')
  const exact = exactAt(equation, [x])?.() ?? null
  return {
    method: options.method,
    axes: [{ name: interval.name, values: x }],
    values,
    exact,
    maxAbsError: exact === null ? null : largestError(values, exact),
    errorAtEnd: exact === null ? null : largestError(values.subarray(cells), exact.subarray(cells)),
    steps: { [interval.name]: cells },
    spacing: { [interval.name]: (interval.to - interval.from) / cells },
    stability: null,
    selfCheck: null,
    notes
  }
}
