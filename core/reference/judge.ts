import type { NumericEquation } from './equation.ts'
import { distance } from './grid.ts'
import { rowwise } from './rowwise.ts'

/** The exact solution at n points given by one row per variable; null where it is not known. Its result is overwritten by the next call. */
export function exactAt(
  { graph, exact }: Pick<NumericEquation, 'graph' | 'exact'>,
  coordinates: readonly Float64Array[]
): (() => Float64Array) | null {
  if (exact === null) return null
  const n = coordinates[0]?.length ?? 0
  const run = rowwise(graph, [exact], n, (leaf) => (leaf.op === 'coordinate' ? coordinates[leaf.axis] : undefined) ?? new Float64Array(n))
  return () => run()[0] ?? new Float64Array(n)
}

/** Largest error; infinite where either side is not a number, so that a solution that blew up is never called exact. */
export function largestError(values: Float64Array, exact: Float64Array): number {
  const error = distance(values, exact)
  return Number.isNaN(error) ? Infinity : error
}

/** Seven digits, without trailing zeros: 0.3333333, 200. */
export const digits = (value: number) => String(Number(value.toPrecision(7)))
