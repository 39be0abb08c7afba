import type { Id } from '../autodiff/graph.ts'
import { dependsOnUnknown, solvedFor, symbol } from './equation.ts'
import type { Fit, NumericEquation } from './equation.ts'
import { uniform } from './grid.ts'
import { exactAt, largestError } from './judge.ts'
import { euler, rungeKutta4 } from './one-step.ts'
import type { System } from './one-step.ts'
import { rowwise } from './rowwise.ts'
import { cellsAlong, timeInterval, unusable } from './steps.ts'
import type { Interval } from './steps.ts'
import type { ReferenceOptions, ReferenceResult } from './types.ts'

/** u^(n) = f(t, u, …, u^(n-1)) with u, …, u^(n-1) given at the start. */
export interface InitialValueProblem {
  equation: NumericEquation
  interval: Interval
  order: number
  highest: Id
  start: Float64Array
}

/** The equation as an initial value problem in one variable, or why it is none. */
export function initialValueProblem(equation: NumericEquation): Fit<InitialValueProblem> {
  const { graph, variables, conditions } = equation
  const [interval] = variables
  if (interval === undefined || variables.length > 1) return { reason: 'it has more than one variable' }
  const order = Math.max(0, ...equation.derivatives.map(({ order }) => order[0] ?? 0))
  if (order === 0) return { reason: 'the equation has no derivative' }
  const start = new Float64Array(order).fill(NaN)
  for (const { text, order: of, point, value } of conditions) {
    const derivative = of[0] ?? 0
    if (point !== interval.from) return { reason: `the condition ${text} does not stand at the start, ${interval.name} = ${interval.from}` }
    if (derivative >= order) return { reason: `the condition ${text} gives the highest derivative itself` }
    if (dependsOnUnknown(graph, value)) return { reason: `the condition ${text} is not a given value` }
    const [given] = rowwise(graph, [value], 1, () => Float64Array.of(interval.from))()
    start[derivative] = given?.[0] ?? NaN
  }
  const missing = start.findIndex(Number.isNaN)
  if (missing >= 0) return { reason: `the start value of ${symbol(equation, [missing])} is not given` }
  const highest = solvedFor(equation, [order])
  if (highest.reason !== undefined) return highest
  return { fit: { equation, interval, order, highest: highest.fit, start } }
}

/** The problem as a first-order system in (u, u', …, u^(n-1)). */
function asSystem({ equation, order, highest }: InitialValueProblem): System {
  const state = Array.from({ length: order }, () => new Float64Array(1))
  const time = new Float64Array(1)
  const run = rowwise(equation.graph, [highest], 1, (leaf) => (leaf.op === 'unknown' ? state[leaf.order[0] ?? 0] : undefined) ?? time)
  return (t, y, out) => {
    time[0] = t
    state.forEach((row, k) => (row[0] = y[k] ?? NaN))
    for (let k = 0; k + 1 < order; k++) out[k] = y[k + 1] ?? NaN
    out[order - 1] = run()[0]?.[0] ?? NaN
  }
}

/** Forward Euler or Runge-Kutta on `standard` points where the options do not say otherwise. */
export function solveInitialValue(
  problem: InitialValueProblem,
  options: ReferenceOptions,
  standard: number
): Omit<ReferenceResult, 'label' | 'seconds'> {
  const notes: string[] = []
  const interval = timeInterval(problem.interval, options.until)
  const cells = cellsAlong(interval, options, standard, notes)
  const t = uniform(interval.from, interval.to, cells)
  const system = asSystem(problem)
  const slope = new Float64Array(problem.order)
  system(interval.from, problem.start, slope)
  if (!slope.every(Number.isFinite)) {
    throw unusable(
      `The equation has no finite slope at the start, ${interval.name} = ${interval.from}.`,
      'A one-step method cannot leave a singular point: start the interval beside it.'
    )
  }
  const { y, size } = (options.method === 'euler' ? euler : rungeKutta4)(system, t, problem.start)
  const values = t.map((_, n) => y[n * size] ?? NaN)
  const lost = values.findIndex((value) => !Number.isFinite(value))
  if (lost >= 0)
    notes.push(
      `The solution left the floating-point numbers at ${interval.name} = ${t[lost] ?? NaN}: the step is too large, or the solution itself blows up.`
    )
  const exact = exactAt(problem.equation, [t])?.() ?? null
  return {
    method: options.method,
    axes: [{ name: interval.name, values: t }],
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
