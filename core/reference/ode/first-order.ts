import type { Id } from '../../autodiff/graph.ts'
import { LabError } from '../../errors.ts'
import { leavesOf } from '../../problem/calculus.ts'
import { factorize } from '../../linear/lu.ts'
import { runner } from '../collocation/rows.ts'
import type { Fit } from '../equation.ts'
import { highestOrders } from '../system.ts'
import type { Linearised, NumericSystem } from '../system.ts'

/** y' = f(t, y): the unknowns with all their derivatives below the highest, one unknown after another. */
export interface FirstOrder {
  dimension: number
  from: number
  to: number
  name: string
  start: Float64Array
  /** writes f(t, y) */
  slope: (t: number, y: Float64Array, out: Float64Array) => void
  /** writes df/dy, row-major: exact, from the one differentiator */
  jacobian: (t: number, y: Float64Array, out: Float64Array) => void
  /** index in y of each unknown itself */
  places: readonly number[]
}

const MOST_NEWTON = 50

/**
 * A system of ordinary differential equations of any order as one of first order (Hairer, Norsett, Wanner, Solving ODEs I, section I.1). The highest derivatives follow
 * from the equations: by one linear solution where they enter linearly, else by Newton's method from their last values. Reason where it is no initial value problem.
 */
export function firstOrder(system: NumericSystem): Fit<FirstOrder> {
  const { graph, equations, unknowns, variables } = system
  const [variable] = variables
  if (variable === undefined || variables.length > 1) return { reason: 'it has more than one variable' }
  if (system.trainables.length > 0) return { reason: 'a number is found with the solution' }
  if (equations.some(({ reads }) => reads.some(({ at }) => at !== undefined)))
    return { reason: 'the equation reads the solution at other points than its own' }
  const orders = highestOrders(system, 0)
  if (orders.some((order) => order === 0))
    return { reason: `${unknowns[orders.indexOf(0)]!} has no derivative: it is fixed by an algebraic equation` }
  const offsets = orders.map((_, k) => orders.slice(0, k).reduce((sum, order) => sum + order, 0))
  const dimension = orders.reduce((sum, order) => sum + order, 0)
  const initial = startValues(system, orders, offsets, dimension)
  if (initial.reason !== undefined) return initial

  const n = unknowns.length
  const t = new Float64Array(1)
  const runs = equations.map((part) => runner(graph, part, [t], 1))
  const isHighest = (read: Linearised['reads'][number]): boolean => read.order[0] === orders[read.unknown]
  const highestIds = new Set<Id>(equations.flatMap(({ reads }) => reads.filter(isHighest).map(({ id }) => id)))
  const linear = equations.every(({ reads, partials }) =>
    leavesOf(
      graph,
      partials.filter((_, k) => isHighest(reads[k]!)),
      'unknown'
    ).every(({ id }) => !highestIds.has(id))
  )
  const z = new Float64Array(n)
  const mass = new Float64Array(n * n)
  const right = new Float64Array(n)
  /** E and dE/dz at y and z; with `partials` also dE/dy, row-major */
  const evaluate = (y: Float64Array, partials?: Float64Array): void => {
    mass.fill(0)
    partials?.fill(0)
    equations.forEach((part, row) => {
      const values = part.reads.map((read) =>
        Float64Array.of(isHighest(read) ? z[read.unknown]! : y[offsets[read.unknown]! + read.order[0]!]!)
      )
      const [residual, ...derivatives] = runs[row]!(values, [])
      right[row] = -residual![0]!
      part.reads.forEach((read, k) => {
        const value = derivatives[k]![0]!
        if (isHighest(read)) mass[row * n + read.unknown]! += value
        else if (partials !== undefined) partials[row * dimension + offsets[read.unknown]! + read.order[0]!]! += value
      })
    })
  }
  const solveHighest = (at: number, y: Float64Array): void => {
    t[0] = at
    if (linear) z.fill(0)
    for (let iteration = 0; iteration < (linear ? 1 : MOST_NEWTON); iteration++) {
      evaluate(y)
      if (n === 1) right[0]! /= mass[0]!
      else factorize(mass, n).solve(right)
      let [change, size] = [0, 0]
      for (let k = 0; k < n; k++) {
        z[k]! += right[k]!
        change = Math.max(change, Math.abs(right[k]!))
        size = Math.max(size, Math.abs(z[k]!))
      }
      if (!(change > 1e-15 * size)) break
    }
  }
  const partials = new Float64Array(n * dimension)
  const fit: FirstOrder = {
    dimension,
    from: variable.from,
    to: variable.to,
    name: variable.name,
    start: initial.fit,
    places: offsets,
    slope(at, y, out) {
      solveHighest(at, y)
      orders.forEach((order, k) => {
        for (let i = 0; i + 1 < order; i++) out[offsets[k]! + i] = y[offsets[k]! + i + 1]!
        out[offsets[k]! + order - 1] = z[k]!
      })
    },
    jacobian(at, y, out) {
      solveHighest(at, y)
      evaluate(y, partials)
      const factors = factorize(mass, n)
      out.fill(0)
      orders.forEach((order, k) => {
        for (let i = 0; i + 1 < order; i++) out[(offsets[k]! + i) * dimension + offsets[k]! + i + 1] = 1
      })
      const column = new Float64Array(n)
      for (let j = 0; j < dimension; j++) {
        for (let row = 0; row < n; row++) column[row] = -partials[row * dimension + j]!
        factors.solve(column)
        orders.forEach((order, k) => (out[(offsets[k]! + order - 1) * dimension + j] = column[k]!))
      }
    }
  }
  const first = new Float64Array(dimension)
  try {
    fit.slope(variable.from, fit.start, first)
  } catch (thrown) {
    if (!(thrown instanceof LabError)) throw thrown
    return { reason: `the highest derivatives do not follow from the equations at ${variable.name} = ${variable.from}` }
  }
  if (!first.every(Number.isFinite)) return { reason: `the equation has no finite slope at the start, ${variable.name} = ${variable.from}` }
  return { fit }
}

/** y at the start from conditions that all stand there, by Newton's method (one step where they are linear). */
function startValues(
  { graph, conditions, unknowns }: NumericSystem,
  orders: readonly number[],
  offsets: readonly number[],
  dimension: number
): Fit<Float64Array> {
  for (const { fixed, reads, text } of conditions) {
    const high = reads.find(({ unknown, order }) => order[0]! >= orders[unknown]!)
    if (high !== undefined) return { reason: `the condition ${text} gives the highest derivative of ${unknowns[high.unknown]!}` }
    if (reads.some(({ at }) => at === undefined || graph.constantValue(at[0]!) === undefined) || fixed.size !== 1)
      return { reason: `the condition ${text} does not stand at a point` }
  }
  const places = new Set(conditions.flatMap(({ reads }) => reads.map(({ at }) => graph.constantValue(at![0]!)!)))
  if (places.size !== 1) return { reason: 'its conditions do not all stand at one point' }
  if (conditions.length !== dimension) return { reason: `${conditions.length} start values are given and ${dimension} are needed` }
  const runs = conditions.map((part) => runner(graph, part, [Float64Array.from(places)], 1))
  const y = new Float64Array(dimension)
  for (let iteration = 0; iteration < MOST_NEWTON; iteration++) {
    const matrix = new Float64Array(dimension * dimension)
    const right = new Float64Array(dimension)
    conditions.forEach(({ reads }, row) => {
      const [residual, ...partials] = runs[row]!(
        reads.map(({ unknown, order }) => Float64Array.of(y[offsets[unknown]! + order[0]!]!)),
        []
      )
      right[row] = -residual![0]!
      reads.forEach(({ unknown, order }, k) => (matrix[row * dimension + offsets[unknown]! + order[0]!]! += partials[k]![0]!))
    })
    try {
      factorize(matrix, dimension).solve(right)
    } catch (thrown) {
      if (!(thrown instanceof LabError)) throw thrown
      return { reason: 'its start conditions are not independent' }
    }
    right.forEach((change, k) => (y[k]! += change))
    if (right.every((change, k) => Math.abs(change) <= 1e-15 * Math.abs(y[k]!))) return { fit: y }
  }
  return { reason: 'the start values could not be found from the conditions' }
}
