import type { Change, Discretisation, Factored } from '../reference/collocation/discretise.ts'
import { readFrom, sample } from '../reference/collocation/rows.ts'
import type { Field, Sampled } from '../reference/collocation/rows.ts'
import { evaluateIn } from '../reference/collocation/space.ts'

/** Places at which the residual is looked at for every point of the discretisation. */
const PER_POINT = 5
/** Multiplications that a bound may take: one solution per row. */
const MOST_WORK = 4e8

/** What an estimate leaves open: how far the error may be from it, as a function. */
export type Slack = Field

interface Open {
  discretisation: Discretisation
  field: Field
  trained: readonly number[]
  solve: Factored['solve']
  /** what is left of a part's residual once the estimate accounts for what it follows, at the part's own points or at others */
  remainder: (values: readonly Float64Array[], sampled: Sampled) => Float64Array
  /** by how much each condition's given value may be off, beside what is estimated of it */
  carried: readonly number[]
}

/** Whether a bound can be had: in one variable, for so many rows. */
export function isBoundable({ system, rows, columns }: Discretisation): boolean {
  return system.variables.length === 1 && 2 * rows ** 2 * columns <= MOST_WORK
}

/**
 * A bound of what a rough residual costs, however it is distributed: its largest value around every point times what a residual of one there adds to the error, without
 * signs, summed up. That is the norm of the linearised problem's inverse by its Green's function (Ascher, Mattheij, Russell, Numerical Solution of Boundary Value Problems, 3.2).
 */
export function slackOf({ discretisation, field, trained, solve, remainder, carried }: Open): Slack {
  const { system, space, equations, conditions } = discretisation
  const parts = [...equations, ...conditions]
  const { from, to } = system.variables[0]!
  const largestAround = (sampled: Sampled): Float64Array => {
    const [nodes] = sampled.points
    const sorted = [...nodes!.keys()].sort((a, b) => nodes![a]! - nodes![b]!)
    const middle = (k: number): number => (k < 0 ? from : k + 1 >= sorted.length ? to : (nodes![sorted[k]!]! + nodes![sorted[k + 1]!]!) / 2)
    const dense = Float64Array.from({ length: PER_POINT * sorted.length }, (_, i) => {
      const k = Math.floor(i / PER_POINT)
      return middle(k - 1) + (((i % PER_POINT) + 0.5) / PER_POINT) * (middle(k) - middle(k - 1))
    })
    const finer = sample(system, space, sampled.part, [dense], 1)
    const left = remainder(
      finer.run(readFrom(field, finer), trained).map((row) => row.slice()),
      finer
    )
    const out = new Float64Array(sorted.length)
    sorted.forEach(
      (p, k) => (out[p] = left.subarray(PER_POINT * k, PER_POINT * (k + 1)).reduce((most, x) => Math.max(most, Math.abs(x)), 0))
    )
    return out
  }
  const sizes = [...equations.map(largestAround), ...conditions.map(({ count }, c) => new Float64Array(count).fill(carried[c] ?? 0))]
  const found: { change: Change; size: number }[] = []
  sizes.forEach((row, s) =>
    row.forEach((size, p) => {
      if (size === 0) return
      const right = parts.map(({ count }) => new Float64Array(count))
      right[s]![p] = 1
      found.push({ change: solve(right), size })
    })
  )
  return (unknown, order, at) => {
    const sum = new Float64Array(at[0]!.length)
    for (const { change, size } of found)
      evaluateIn(space, change.coefficients[unknown]!, order, at).forEach((value, p) => (sum[p]! += size * Math.abs(value)))
    return sum
  }
}
