import { evaluate } from '../autodiff/evaluate.ts'
import { add, div, mul, neg } from '../autodiff/fold.ts'
import type { Id } from '../autodiff/graph.ts'
import { leavesOf } from './calculus.ts'
import type { CompiledProblem } from './compile.ts'
import { linspace, tensor } from './points.ts'

/** Places along every variable on which coefficients depend, at which a matrix is looked at. */
const LOOKED_AT = 9
/** A determinant that comes down to this share of its largest value may vanish somewhere. */
const SINGULAR = 1e-3

/** Sums and products of what a determinant is taken of. */
interface Ring<T> {
  add: (a: T, b: T) => T
  mul: (a: T, b: T) => T
  neg: (a: T) => T
  one: T
}

/** By expansion along the first row: the matrices have at most a few rows. */
function determinant<T>(ring: Ring<T>, matrix: readonly (readonly T[])[]): T {
  const [first, ...rest] = matrix
  if (first === undefined) return ring.one
  const terms = first.map((entry, k) => {
    const minor = ring.mul(
      entry,
      determinant(
        ring,
        rest.map((row) => row.filter((_, column) => column !== k))
      )
    )
    return k % 2 === 0 ? minor : ring.neg(minor)
  })
  return terms.slice(1).reduce(ring.add, terms[0]!)
}

const NUMBERS: Ring<number> = { add: (a, b) => a + b, mul: (a, b) => a * b, neg: (a) => -a, one: 1 }

/**
 * As many columns of a matrix as it has rows, whose determinant is far from 0 wherever its coefficients are looked at, and the inverse of that square, by Cramer's rule, as
 * nodes: inverse[column][row]. The lowest columns that will do; undefined where none do.
 * @param matrix nodes that depend on coordinates of variables and on parameters alone
 */
export function invertible(
  problem: CompiledProblem,
  matrix: readonly (readonly Id[])[]
): { chosen: number[]; inverse: Id[][] } | undefined {
  const { graph, variables, parameters } = problem
  const moving = new Set(leavesOf(graph, matrix.flat(), 'coordinate').map(({ leaf }) => leaf.axis))
  const places = tensor(variables.map(({ from, to }, axis) => (moving.has(axis) ? linspace(from, to, LOOKED_AT) : Float64Array.of(from))))
  const samples = Array.from({ length: places[0]!.length }, (_, p) => {
    const values = evaluate(graph, matrix.flat(), (leaf) =>
      leaf.op === 'scalar' ? parameters[leaf.scalar]!.value : leaf.op === 'coordinate' ? places[leaf.axis]![p]! : NaN
    )
    const columns = matrix[0]!.length
    return matrix.map((_, row) => values.slice(row * columns, (row + 1) * columns))
  })
  const chosen = choices(matrix[0]!.length, matrix.length).find((columns) => {
    const sizes = samples.map((sample) => determinant(NUMBERS, square(sample, columns)))
    const most = Math.max(...sizes.map(Math.abs))
    return most > 0 && sizes.every((size) => size * sizes[0]! > 0 && Math.abs(size) > SINGULAR * most)
  })
  if (chosen === undefined) return undefined
  const nodes: Ring<Id> = {
    add: (a, b) => add(graph, a, b),
    mul: (a, b) => mul(graph, a, b),
    neg: (a) => neg(graph, a),
    one: graph.constant(1)
  }
  const own = square(matrix, chosen)
  const whole = determinant(nodes, own)
  const inverse = chosen.map((_, column) =>
    own.map((_, row) => {
      const minor = own.filter((_, other) => other !== row).map((entries) => entries.filter((_, other) => other !== column))
      const cofactor = determinant(nodes, minor)
      return div(graph, (row + column) % 2 === 0 ? cofactor : neg(graph, cofactor), whole)
    })
  )
  return { chosen, inverse }
}

const square = <T>(matrix: readonly (readonly T[])[], columns: readonly number[]): T[][] =>
  matrix.map((row) => columns.map((column) => row[column]!))

/** All choices of k among the first n numbers, the lowest first. */
function choices(n: number, k: number): number[][] {
  if (k === 0) return [[]]
  if (n < k) return []
  return [...choices(n - 1, k), ...choices(n - 1, k - 1).map((rest) => [...rest, n - 1])]
}
