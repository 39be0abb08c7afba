import { StreamGenerator } from '../network/random.ts'
import { insideOf } from '../problem/domain.ts'
import type { CompiledProblem } from '../problem/compile.ts'
import { placesOf, readFrom, runner } from '../reference/collocation/rows.ts'
import type { Field } from '../reference/collocation/rows.ts'
import type { NumericSystem } from '../reference/system.ts'

/** Points between those of training: middles of neighbours in one variable, as many random ones in more. */
export function betweenPoints(problem: CompiledProblem, trained: readonly Float64Array[]): Float64Array[] {
  if (problem.variables.length === 1) {
    const nodes = [...new Set(trained[0])].sort((a, b) => a - b)
    return [Float64Array.from(nodes.slice(1), (x, k) => (x + nodes[k]!) / 2)]
  }
  const generator = new StreamGenerator(0, 'verdict')
  const count = Math.min(2000, Math.max(300, trained[0]!.length))
  const drawn = problem.variables.map(({ from, to }) =>
    Float64Array.from({ length: count }, () => from + (to - from) * generator.uniform())
  )
  return insideOf(problem, drawn)
}

/** Root mean square of the residual over points, the largest of the equations. */
export function residualOver(
  system: NumericSystem,
  field: Field,
  trained: readonly number[],
  points: readonly Float64Array[]
): { mean: number; largest: number } {
  const count = points[0]!.length
  const each = system.equations.map((part) => {
    const places = part.reads.map((read) => placesOf(system, read, points))
    const [residual] = runner(system.graph, part, points, count)(readFrom(field, { part, places }), trained)
    return residual!
  })
  return {
    mean: Math.max(...each.map((row) => Math.sqrt(row.reduce((sum, x) => sum + x * x, 0) / count))),
    largest: Math.max(...each.map((row) => row.reduce((most, x) => Math.max(most, Math.abs(x)), 0)))
  }
}

/** A part of the domain where no collocation point lies. */
export interface Empty {
  /** share of the domain that lies in boxes without points */
  share: number
  /** the box that contains all of them, one interval per variable */
  box: { name: string; from: number; to: number }[]
}

/** Points that a box must expect before its being empty says anything. */
const EXPECTED = 8

/**
 * The coverage test: the domain in equal boxes, so many that each expects eight points, and the share of them that has none. Chance leaves one of three thousand empty.
 * Undefined where there are too few points to say.
 */
export function emptyPart(problem: CompiledProblem, trained: readonly Float64Array[]): Empty | undefined {
  const { variables } = problem
  const count = trained[0]!.length
  const along = Math.floor((count / EXPECTED) ** (1 / variables.length))
  if (along < 2) return undefined
  const total = along ** variables.length
  const cellOf = (p: number): number =>
    variables.reduce((index, { from, to }, axis) => {
      const k = Math.min(along - 1, Math.max(0, Math.floor(((trained[axis]![p]! - from) / (to - from)) * along)))
      return index * along + k
    }, 0)
  const taken = new Uint8Array(total)
  for (let p = 0; p < count; p++) taken[cellOf(p)] = 1
  const digits = (cell: number): number[] => variables.map((_, axis) => Math.floor(cell / along ** (variables.length - 1 - axis)) % along)
  const middles = variables.map(({ from, to }, axis) =>
    Float64Array.from({ length: total }, (_, cell) => from + ((digits(cell)[axis]! + 0.5) * (to - from)) / along)
  )
  const inside = new Set(insideCells(problem, middles))
  const empty = [...inside].filter((cell) => taken[cell] === 0)
  const box = variables.map(({ name, from, to }, axis) => {
    const ks = empty.map((cell) => digits(cell)[axis]!)
    const width = (to - from) / along
    return { name, from: from + Math.min(...ks) * width, to: from + (Math.max(...ks) + 1) * width }
  })
  return { share: inside.size === 0 ? 0 : empty.length / inside.size, box: empty.length === 0 ? [] : box }
}

/** Numbers of the boxes whose middle lies in the domain. */
function insideCells(problem: CompiledProblem, middles: readonly Float64Array[]): number[] {
  const all = [...middles[0]!.keys()]
  if (problem.domain === undefined) return all
  return all.filter(
    (cell) =>
      insideOf(
        problem,
        middles.map((axis) => Float64Array.of(axis[cell]!))
      )[0]!.length > 0
  )
}
