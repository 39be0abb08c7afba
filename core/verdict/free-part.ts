import type { Change } from '../reference/collocation/discretise.ts'

type Values = (change: Change) => Float64Array[]

/** The same changes, orthonormal over the points at which `valuesOf` reads them (Gram and Schmidt, twice). */
export function orthonormal(changes: readonly Change[], valuesOf: Values): Change[] {
  const done: Change[] = []
  for (const change of changes) {
    const rest = withoutFree(withoutFree(change, done, valuesOf), done, valuesOf)
    const values = valuesOf(rest)
    done.push(plus(rest, 1 / Math.sqrt(inner(values, values)) - 1, rest))
  }
  return done
}

/** A change without what orthonormal ones have of it: where a solution is determined up to these, no error is counted along them. */
export function withoutFree(change: Change, free: readonly Change[], valuesOf: Values): Change {
  return free.reduce((rest, one) => plus(rest, -inner(valuesOf(rest), valuesOf(one)), one), change)
}

function plus(change: Change, factor: number, other: Change): Change {
  const sum = (row: Float64Array, more: Float64Array): Float64Array => row.map((value, k) => value + factor * more[k]!)
  return {
    coefficients: change.coefficients.map((row, k) => sum(row, other.coefficients[k]!)),
    trained: sum(change.trained, other.trained)
  }
}

const inner = (a: readonly Float64Array[], b: readonly Float64Array[]): number =>
  a.reduce((sum, row, k) => sum + row.reduce((part, value, p) => part + value * b[k]![p]!, 0), 0)
