import { nullVectors } from '../../linear/null-space.ts'
import { plainPivotedQr, solvePivoted } from '../../linear/pivoted-qr.ts'
import type { NumericSystem } from '../system.ts'
import type { Axis } from './axis.ts'
import { sample } from './rows.ts'
import type { Sampled } from './rows.ts'
import { conditionPoints, equationPoints } from './sampling.ts'
import { singularFunctions } from './singular.ts'
import { makeSpace } from './space.ts'
import type { Space } from './space.ts'

/** A problem on a space of functions: more equations than coefficients, to be met in the least-squares sense. */
export interface Discretisation {
  system: NumericSystem
  space: Space
  equations: readonly Sampled[]
  conditions: readonly Sampled[]
  rows: number
  columns: number
}

/** Columns that add less than this are combinations of the others; on a part of a box polynomials nearly are (Adcock and Huybrechs, SIAM Review 61 (2019) 443). */
const WHOLE = 1e-14
const PART = 1e-13

/** A linear change of the solution: coefficients per unknown, and of the trained numbers. */
export interface Change {
  coefficients: Float64Array[]
  trained: Float64Array
}

/** A linearised problem that solves for as many right-hand sides as wished, one row per part. */
export interface Factored {
  /** by which each part's rows were multiplied */
  weights: readonly Float64Array[]
  /** also the length of what no change takes away, weighted */
  solve: (right: readonly Float64Array[]) => Change & { left: number }
  /** changes that leave every equation and condition as it is, to round-off; of a part of a box none is told, whose functions are no basis */
  free: () => Change[]
}

/** Along a periodic variable the functions repeat by themselves: what says so is left out. */
export function periodicAxesOf({ conditions, variables, equations }: NumericSystem): boolean[] {
  return variables.map(({ from, to }, axis) => {
    const saying = conditions.filter(({ periodic }) => periodic === axis)
    const others = conditions.some(({ periodic, fixed }) => periodic !== axis && (fixed.get(axis) === from || fixed.get(axis) === to))
    return saying.length > 0 && !others && equations.length > 0
  })
}

export function discretise(system: NumericSystem, sizes: readonly number[]): Discretisation {
  const periodic = periodicAxesOf(system)
  const axes = system.variables.map(({ from, to }, k): Axis => {
    const size = sizes[k]!
    return periodic[k] ? { from, to, kind: 'fourier', size: size % 2 === 0 ? size + 1 : size } : { from, to, kind: 'chebyshev', size }
  })
  const space = makeSpace(axes, singularFunctions(system))
  const inner = equationPoints(system, axes)
  const equations = system.equations.map((part) => sample(system, space, part, inner, 1))
  const conditions = system.conditions
    .filter((condition) => condition.periodic === undefined || !periodic[condition.periodic])
    .map((condition) => sample(system, space, condition, conditionPoints(system, condition, axes), 1))
  const rows = [...equations, ...conditions].reduce((sum, { count }) => sum + count, 0)
  return { system, space, equations, conditions, rows, columns: system.unknowns.length * space.size + system.trainables.length }
}

/**
 * The linearised problem, solved: sum of partials times functions = -E at every point, in the least-squares sense, by pivoted QR (the condition number is not
 * squared). `values` are the outputs of each part's `run`. Every row is divided by its length, so that equations and conditions weigh alike, and so that points next to
 * edges, where derivatives of polynomials are largest, do not outweigh the inner ones: a corner in which derivatives have no bounds spoils nothing then. Columns are divided by their length.
 */
export function solveLinearised(
  { system, space, equations, conditions, rows, columns }: Discretisation,
  values: readonly (readonly Float64Array[])[]
): Factored {
  const a = new Float64Array(rows * columns)
  const parts = [...equations, ...conditions]
  const weights: Float64Array[] = []
  let at = 0
  parts.forEach((sampled, s) => {
    const { part, count, blocks } = sampled
    const [, ...derivatives] = values[s]!
    const first = at
    part.reads.forEach(({ unknown }, k) => {
      const [partial, block] = [derivatives[k]!, blocks[k]!]
      for (let j = 0; j < space.size; j++) {
        const column = (unknown * space.size + j) * rows + first
        for (let p = 0; p < count; p++) a[column + p]! += partial[p]! * block[p * space.size + j]!
      }
    })
    part.trained.forEach(({ trainable }, k) => {
      const column = (system.unknowns.length * space.size + trainable) * rows + first
      a.set(derivatives[part.reads.length + k]!, column)
    })
    // conditions carry the solution: an error in them is never to be traded for a smaller residual
    const heavy = s < equations.length ? 1 : Math.sqrt(space.size)
    const weight = new Float64Array(count)
    for (let j = 0; j < columns; j++) for (let p = 0; p < count; p++) weight[p]! += a[j * rows + first + p]! ** 2
    for (let p = 0; p < count; p++) weight[p] = heavy / (weight[p]! > 0 ? Math.sqrt(weight[p]!) : 1)
    for (let j = 0; j < columns; j++) for (let p = 0; p < count; p++) a[j * rows + first + p]! *= weight[p]!
    weights.push(weight)
    at += count
  })
  const lengths = new Float64Array(columns)
  for (let j = 0; j < columns; j++) {
    let square = 0
    for (let p = 0; p < rows; p++) square += a[j * rows + p]! ** 2
    lengths[j] = square > 0 ? Math.sqrt(square) : 1
    for (let p = 0; p < rows; p++) a[j * rows + p]! /= lengths[j]!
  }
  // not the compiled kernels: what judges training shares none of its code, and has the same bits on every machine
  const qr = plainPivotedQr(a, rows, columns, system.problem.domain === undefined ? WHOLE : PART)
  const { size } = space
  const asChange = (x: Float64Array): Change => ({
    coefficients: system.unknowns.map((_, k) => x.slice(k * size, (k + 1) * size)),
    trained: x.slice(system.unknowns.length * size)
  })
  return {
    weights,
    free: () =>
      system.problem.domain === undefined ? nullVectors(qr).map((vector) => asChange(vector.map((value, j) => value / lengths[j]!))) : [],
    solve(right) {
      const b = new Float64Array(rows)
      let from = 0
      right.forEach((row, s) => {
        for (let p = 0; p < row.length; p++) b[from + p] = row[p]! * weights[s]![p]!
        from += row.length
      })
      const x = solvePivoted(qr, b).map((value, j) => value / lengths[j]!)
      return { ...asChange(x), left: Math.sqrt(b.subarray(qr.rank).reduce((sum, value) => sum + value * value, 0)) }
    }
  }
}
