import type { Metrics, Snapshot } from '../../../core/training/snapshot.ts'
import type { FakeProblem } from './problems.ts'

const FINE = { 1: 201, 2: 61 } as const
const COARSE = { 1: 25, 2: 13 } as const

export const spaced = (from: number, to: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1))

/** All points of a grid, row-major, the first variable slowest. */
function grid(axes: Float64Array[]): [number, number][] {
  const [first = new Float64Array(), second] = axes
  if (second === undefined) return [...first].map((x) => [x, 0])
  return [...first].flatMap((x) => [...second].map((t): [number, number] => [x, t]))
}

/** How far training has come as a factor on the final error: about 40 at iteration 0, 1 at the end, by a power law as losses fall. */
export const lag = (iteration: number, iterations: number): number => 40 ** (1 - Math.log1p((60 * iteration) / iterations) / Math.log(61))

export const lossAt = (problem: FakeProblem, iteration: number, iterations: number): number => {
  const [first, last] = problem.loss
  const share = Math.log1p((400 * iteration) / iterations) / Math.log(401)
  return first * (last / first) ** share * (1 + 0.02 * Math.sin(iteration * 1.7) * share * (1 - share))
}

function largestFree(problem: FakeProblem): number {
  const axes = problem.axes.map(({ from, to }) => spaced(from, to, 41))
  return Math.max(...grid(axes).map(([x, t]) => Math.abs(problem.free(x, t))))
}

export const metricsAt = (problem: FakeProblem, iteration: number, iterations: number): Metrics => {
  const max_abs_error = problem.error * Math.min(lag(iteration, iterations), 400)
  const rel_l2 = max_abs_error / 2.4 / scaleOf(problem)
  return {
    max_abs_error,
    max_abs_error_at_points: max_abs_error * 0.996,
    rel_l2,
    condition_violation: 0,
    by_unknown: { [problem.unknown]: { max_abs_error, rel_l2 } }
  }
}

const scales = new Map<FakeProblem, number>()

export function scaleOf(problem: FakeProblem): number {
  const known = scales.get(problem) ?? largestExact(problem)
  scales.set(problem, known)
  return known
}

function largestExact(problem: FakeProblem): number {
  const axes = problem.axes.map(({ from, to }) => spaced(from, to, 61))
  return Math.max(...grid(axes).map(([x, t]) => Math.abs(problem.exact.at(x, t))))
}

/** A picture of a network that is wrong by a known amount in a known place. */
export function snapshotOf(problem: FakeProblem, hidden: readonly number[], iteration: number, iterations: number): Snapshot {
  const dimensions = problem.axes.length === 1 ? 1 : 2
  const axes = problem.axes.map(({ name, from, to }) => ({ name, values: spaced(from, to, FINE[dimensions]) }))
  const error = metricsAt(problem, iteration, iterations).max_abs_error ?? 0
  const size = error / largestFree(problem)
  const off = (x: number, t: number) => size * problem.free(x, t)
  const at = grid(axes.map(({ values }) => values))
  const exact = Float64Array.from(at, ([x, t]) => problem.exact.at(x, t))
  const solution = Float64Array.from(at, ([x, t], i) => (exact[i] ?? 0) + off(x, t))
  const residual = Float64Array.from(at, ([x, t]) => 9 * size * Math.cos(8 * x + 3 * t) * Math.exp(-2 * x))
  const worst = at.reduce<{ at: number[]; error: number }>(
    (found, [x, t]) => (Math.abs(off(x, t)) > Math.abs(found.error) ? { at: dimensions === 1 ? [x] : [x, t], error: off(x, t) } : found),
    { at: [0], error: 0 }
  )
  const points = grid(problem.axes.map(({ from, to }) => spaced(from, to, 10)))
  return {
    iteration,
    loss: lossAt(problem, iteration, iterations),
    metrics: metricsAt(problem, iteration, iterations),
    worst,
    scale: scaleOf(problem),
    axes,
    fields: [{ unknown: problem.unknown, network: Float64Array.from(solution, (u) => u / 4 - 1), solution, residual, exact }],
    points: {
      at: problem.axes.map((_, axis) => Float64Array.from(points, (point) => point[axis] ?? 0)),
      solution: Float64Array.from(points, ([x, t]) => problem.exact.at(x, t) + off(x, t)),
      residual: Float64Array.from(points, ([x, t]) => 9 * size * Math.cos(8 * x + 3 * t) * Math.exp(-2 * x)),
      exact: Float64Array.from(points, ([x, t]) => problem.exact.at(x, t))
    },
    network: networkOf(problem, hidden, iteration / iterations, COARSE[dimensions])
  }
}

function networkOf(problem: FakeProblem, hidden: readonly number[], progress: number, coarse: number): Snapshot['network'] {
  const dimensions = problem.axes.length
  const at = grid(problem.axes.map(({ from, to }) => spaced(from, to, coarse)))
  const weight = (layer: number, unit: number, column: number) =>
    Math.sin(12.9898 * (unit + 1) + 78.233 * (column + 1) + 3.1 * layer) * (0.6 + 1.6 * progress)
  const widths = [...hidden, 1]
  const layers = hidden.map((width, layer) => ({
    width,
    activation: 'sigmoid',
    tiles: Float64Array.from({ length: width * at.length }, (_, i) => {
      const unit = Math.floor(i / at.length)
      const [x, t] = at[i % at.length] ?? [0, 0]
      return 1 / (1 + Math.exp(-(weight(layer, unit, 0) + 3 * weight(layer, unit, 1) * x + 2 * weight(layer, unit, 2) * t)))
    })
  }))
  const weights = widths.map((rows, layer) => {
    const columns = 1 + (layer === 0 ? dimensions : (widths[layer - 1] ?? 1))
    return {
      rows,
      columns,
      values: Float64Array.from({ length: rows * columns }, (_, i) => weight(layer, Math.floor(i / columns), i % columns))
    }
  })
  const parameters = weights.reduce((sum, { rows, columns }) => sum + rows * columns, 0)
  return { inputs: problem.axes.map(({ name }) => name), layers, tilePoints: at.length, weights, parameters }
}
