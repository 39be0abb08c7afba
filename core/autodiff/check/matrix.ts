import { LabError } from '../../errors.ts'

/** A matrix by rows; a column vector has one column, a number one row and one column. */
export type Matrix = readonly (readonly number[])[]

export const scalar = (value: number): Matrix => [[value]]
export const column = (values: readonly number[]): Matrix => values.map((value) => [value])
export const rowsOf = (a: Matrix): number => a.length
export const columnsOf = (a: Matrix): number => a[0]?.length ?? 0
export const isScalar = (a: Matrix): boolean => rowsOf(a) === 1 && columnsOf(a) === 1
export const shapeOf = (a: Matrix): string => `${rowsOf(a)} x ${columnsOf(a)}`

export function mapped(a: Matrix, f: (value: number) => number): Matrix {
  return a.map((row) => row.map(f))
}

export function transposed(a: Matrix): Matrix {
  return Array.from({ length: columnsOf(a) }, (_, k) => a.map((row) => row[k]!))
}

/** Entry by entry; a number, a column or a row is spread over the other's shape, as NumPy does. */
export function entrywise(a: Matrix, b: Matrix, sign: string, f: (a: number, b: number) => number): Matrix {
  const rows = spread(rowsOf(a), rowsOf(b))
  const columns = spread(columnsOf(a), columnsOf(b))
  if (rows === undefined || columns === undefined) throw misfit(a, b, sign)
  const at = (m: Matrix, i: number, k: number): number => m[rowsOf(m) === 1 ? 0 : i]![columnsOf(m) === 1 ? 0 : k]!
  return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (__, k) => f(at(a, i, k), at(b, i, k))))
}

function spread(a: number, b: number): number | undefined {
  return a === b || b === 1 ? a : a === 1 ? b : undefined
}

/** The matrix product; with a number, the multiple. */
export function product(a: Matrix, b: Matrix): Matrix {
  if (isScalar(a) || isScalar(b)) return entrywise(a, b, '*', (x, y) => x * y)
  if (columnsOf(a) !== rowsOf(b)) throw misfit(a, b, '*')
  return a.map((row) => Array.from({ length: columnsOf(b) }, (_, k) => row.reduce((sum, value, j) => sum + value * b[j]![k]!, 0)))
}

function misfit(a: Matrix, b: Matrix, sign: string): LabError {
  return new LabError(
    'shape',
    `A ${shapeOf(a)} and a ${shapeOf(b)} matrix do not fit together under ${sign}.`,
    "Vectors are columns; a' is the transpose, * the matrix product, .* the product entry by entry."
  )
}

/** Largest distance of the entries; infinite where the shapes differ or an entry is no number. */
export function distance(a: Matrix, b: Matrix): number {
  if (rowsOf(a) !== rowsOf(b) || columnsOf(a) !== columnsOf(b)) return Infinity
  const differences = a.flatMap((row, i) => row.map((value, k) => Math.abs(value - b[i]![k]!)))
  return differences.some((each) => Number.isNaN(each)) ? Infinity : Math.max(...differences)
}
