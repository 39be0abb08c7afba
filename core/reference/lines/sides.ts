import { factorize } from '../../linear/lu.ts'
import { runner } from '../collocation/rows.ts'
import type { NumericSystem, SystemCondition } from '../system.ts'
import type { SpectralGrid } from './grid.ts'

/** How the values at all nodes follow from those that are unknowns in time, and from the end conditions. */
export interface Side {
  /** places whose values are unknowns in time */
  inner: number[]
  /** nodal values = lift inner + shift(t) */
  lift: Float64Array
  shift: (t: number) => Float64Array
}

/**
 * The conditions of an unknown at both ends, solved for the values at the nodes next to the ends; or, where the unknowns in time stand at places of their own, for the polynomial that has
 * the values there and meets the conditions.
 * @param interpolation values at the places from those at the nodes, one row per place; undefined where the places are nodes
 */
export function sideOf(
  { graph }: NumericSystem,
  grid: SpectralGrid,
  { time, space }: { time: number; space: number },
  { low, high }: { low: readonly SystemCondition[]; high: readonly SystemCondition[] },
  interpolation: Float64Array | undefined
): Side {
  const n = grid.x.length
  const conditions = [...low, ...high]
  const m = conditions.length
  const here = [0, 1].map(() => new Float64Array(1))
  const rowsOf = conditions.map((condition) => {
    const run = runner(graph, condition, here, 1)
    const [, ...partials] = run(
      condition.reads.map(() => new Float64Array(1)),
      []
    )
    const node = low.includes(condition) ? 0 : n - 1
    const row = new Float64Array(n)
    condition.reads.forEach(({ order }, r) => {
      const derivative = grid.matrix(order[space]!)
      for (let j = 0; j < n; j++) row[j]! += partials[r]![0]! * derivative[node * n + j]!
    })
    return { run, row, node, reads: condition.reads.length }
  })
  /** what the conditions ask of the rows at a time */
  const givenAt = (t: number): Float64Array =>
    Float64Array.from(rowsOf, ({ run, node, reads }) => {
      here[time]![0] = t
      here[space]![0] = grid.x[node]!
      return -run(
        Array.from({ length: reads }, () => new Float64Array(1)),
        []
      )[0]![0]!
    })
  return interpolation === undefined ? eliminated() : interpolated(interpolation)

  function eliminated(): Side {
    const outer = [...low.map((_, k) => k), ...high.map((_, k) => n - high.length + k)]
    const inner = Array.from({ length: n }, (_, k) => k).filter((k) => !outer.includes(k))
    const square = new Float64Array(m * m)
    rowsOf.forEach(({ row }, i) => outer.forEach((node, j) => (square[i * m + j] = row[node]!)))
    const factors = factorize(square, m)
    const lift = new Float64Array(n * inner.length)
    inner.forEach((node, j) => {
      lift[node * inner.length + j] = 1
      const column = Float64Array.from(rowsOf, ({ row }) => -row[node]!)
      factors.solve(column)
      outer.forEach((place, i) => (lift[place * inner.length + j] = column[i]!))
    })
    return {
      inner,
      lift,
      shift(t) {
        const out = new Float64Array(n)
        if (m === 0) return out
        const given = givenAt(t)
        factors.solve(given)
        outer.forEach((node, i) => (out[node] = given[i]!))
        return out
      }
    }
  }

  function interpolated(interpolation: Float64Array): Side {
    const places = n - m
    const square = new Float64Array(n * n)
    square.set(interpolation)
    // rows of derivatives are large: they are brought to the size of the others
    const sizes = rowsOf.map(({ row }) => row.reduce((most, value) => Math.max(most, Math.abs(value)), 0))
    rowsOf.forEach(({ row }, i) =>
      square.set(
        row.map((value) => value / sizes[i]!),
        (places + i) * n
      )
    )
    const factors = factorize(square, n)
    const lift = new Float64Array(n * places)
    for (let j = 0; j < places; j++) {
      const column = new Float64Array(n)
      column[j] = 1
      factors.solve(column)
      for (let i = 0; i < n; i++) lift[i * places + j] = column[i]!
    }
    return {
      inner: Array.from({ length: places }, (_, k) => k),
      lift,
      shift(t) {
        const out = new Float64Array(n)
        givenAt(t).forEach((value, i) => (out[places + i] = value / sizes[i]!))
        factors.solve(out)
        return out
      }
    }
  }
}
