import type { CompiledProblem } from './compile.ts'
import { omegaAt } from './domain.ts'
import { linspace, tensor } from './points.ts'

/** A part of the domain without points. */
export interface EmptyBox {
  /** its share of the domain, 0 to 1 */
  share: number
  from: number[]
  to: number[]
}

/** A larger share of the domain without a point is worth a word: half of it left out means a small loss and a large error. */
export const LARGE_EMPTY_SHARE = 0.4

/** Cells along each variable, by their number: all boxes of cells are looked at. */
const CELLS = [400, 24, 9, 6]
/** Points along each variable at which a cell is asked whether it lies inside the domain. */
const ASKED = 3

/**
 * The largest box without points, its sides along the variables, relative to the domain: to the precision of a grid of cells, at most as many along
 * each variable as leave about two points to a cell. Of a domain given by an inequality only cells inside count.
 * @param points one array per variable
 */
export function largestEmptyBox(
  problem: Pick<CompiledProblem, 'graph' | 'domain' | 'parameters' | 'variables'>,
  points: readonly Float64Array[]
): EmptyBox {
  const { variables } = problem
  const d = variables.length
  const count = points[0]?.length ?? 0
  const limit = Math.max(2, Math.floor((count / 2) ** (1 / d)))
  const n = Math.min(CELLS[d - 1]!, d === 1 ? CELLS[0]! : limit)
  const cells = n ** d
  const volume = insideCells(problem, n)
  const total = volume.reduce((sum, v) => sum + v, 0)
  const occupied = new Float64Array(cells)
  for (let p = 0; p < count; p++) {
    const cell = variables.reduce((index, { from, to }, axis) => {
      const k = Math.floor((n * (points[axis]![p]! - from)) / (to - from))
      return index * n + Math.min(n - 1, Math.max(0, k))
    }, 0)
    occupied[cell] = 1
  }
  const [points_, volumes] = [summedTable(occupied, n, d), summedTable(volume, n, d)]
  let best: EmptyBox = { share: 0, from: variables.map(({ from }) => from), to: variables.map(({ from }) => from) }
  const low = new Array<number>(d).fill(0)
  const high = new Array<number>(d).fill(0)
  const visit = (axis: number): void => {
    if (axis === d) {
      const share = boxSum(volumes, n, low, high) / total
      if (share <= best.share || boxSum(points_, n, low, high) > 0) return
      const at = (k: number, a: number): number => variables[a]!.from + ((variables[a]!.to - variables[a]!.from) * k) / n
      best = { share, from: low.map(at), to: high.map(at) }
      return
    }
    for (low[axis] = 0; low[axis] < n; low[axis]++) for (high[axis] = low[axis] + 1; high[axis] <= n; high[axis]++) visit(axis + 1)
  }
  visit(0)
  return best
}

/** How much of every cell lies inside the domain, 0 to 1. */
function insideCells(problem: Parameters<typeof largestEmptyBox>[0], n: number): Float64Array {
  const { variables, domain } = problem
  const d = variables.length
  const share = new Float64Array(n ** d)
  if (domain === undefined) return share.fill(1)
  const m = n * ASKED
  const places = tensor(variables.map(({ from, to }) => linspace(from + (to - from) / (2 * m), to - (to - from) / (2 * m), m)))
  omegaAt(problem, places).forEach((omega, p) => {
    if (omega <= 0) return
    let rest = p
    let cell = 0
    for (let axis = d - 1, stride = 1; axis >= 0; axis--, stride *= n) {
      cell += Math.floor((rest % m) / ASKED) * stride
      rest = Math.floor(rest / m)
    }
    share[cell]! += 1 / ASKED ** d
  })
  return share
}

/** Sums over all boxes that begin at the first cell, (n + 1) along each axis: the sum over any box is then that of its corners (Crow 1984). */
function summedTable(values: Float64Array, n: number, d: number): Float64Array {
  const m = n + 1
  const table = new Float64Array(m ** d)
  values.forEach((value, cell) => {
    let rest = cell
    let index = 0
    for (let axis = d - 1, stride = 1; axis >= 0; axis--, stride *= m) {
      index += ((rest % n) + 1) * stride
      rest = Math.floor(rest / n)
    }
    table[index] = value
  })
  for (let axis = 0, stride = 1; axis < d; axis++, stride *= m)
    for (let k = 0; k < table.length; k++) if (Math.floor(k / stride) % m > 0) table[k]! += table[k - stride]!
  return table
}

function boxSum(table: Float64Array, n: number, low: readonly number[], high: readonly number[]): number {
  const d = low.length
  let sum = 0
  for (let corner = 0; corner < 2 ** d; corner++) {
    let index = 0
    let sign = 1
    for (let axis = 0; axis < d; axis++) {
      const isLow = (corner >> axis) & 1
      index = index * (n + 1) + (isLow ? low[axis]! : high[axis]!)
      if (isLow) sign = -sign
    }
    sum += sign * table[index]!
  }
  return sum
}
