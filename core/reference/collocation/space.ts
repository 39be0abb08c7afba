import type { Order } from '../../autodiff/graph.ts'
import { axisRows } from './axis.ts'
import type { Axis } from './axis.ts'
import { singularValues } from './singular.ts'
import type { Singular } from './singular.ts'

/** Functions by which every unknown is represented: products of one function per axis, of which the last axis runs fastest, then those that corners and holes of a domain ask for. */
export interface Space {
  axes: readonly Axis[]
  singular: readonly Singular[]
  /** products, and all functions */
  products: number
  size: number
}

export function makeSpace(axes: readonly Axis[], singular: readonly Singular[] = []): Space {
  const products = axes.reduce((product, { size }) => product * size, 1)
  return { axes, singular, products, size: products + singular.length }
}

/** D^order of every function at n points: values[p * space.size + k]. */
export function blockOf({ axes, singular, products, size }: Space, order: Order, points: readonly Float64Array[]): Float64Array {
  const n = points[0]!.length
  let [block, width] = [new Float64Array(n).fill(1), 1]
  axes.forEach((axis, k) => {
    const rows = axisRows(axis, order[k] ?? 0, points[k]!)
    const wider = new Float64Array(n * width * axis.size)
    for (let p = 0; p < n; p++) {
      for (let i = 0; i < width; i++) {
        const factor = block[p * width + i]!
        const to = (p * width + i) * axis.size
        for (let j = 0; j < axis.size; j++) wider[to + j] = factor * rows[p * axis.size + j]!
      }
    }
    block = wider
    width *= axis.size
  })
  if (singular.length === 0) return block
  const rows = singular.map((each) => singularValues(each, order, points))
  const all = new Float64Array(n * size)
  for (let p = 0; p < n; p++) {
    all.set(block.subarray(p * products, (p + 1) * products), p * size)
    rows.forEach((row, k) => (all[p * size + products + k] = row[p]!))
  }
  return all
}

/** The value that coefficients give with the rows of a block. */
export function applyBlock(block: Float64Array, coefficients: Float64Array, n: number): Float64Array {
  const size = coefficients.length
  const values = new Float64Array(n)
  for (let p = 0; p < n; p++) {
    let sum = 0
    for (let k = 0, at = p * size; k < size; k++) sum += block[at++]! * coefficients[k]!
    values[p] = sum
  }
  return values
}

/** D^order of a function given by its coefficients, at points; many points are taken piece by piece. */
export function evaluateIn(space: Space, coefficients: Float64Array, order: Order, points: readonly Float64Array[]): Float64Array {
  const n = points[0]!.length
  const values = new Float64Array(n)
  const piece = Math.max(1, Math.floor(2_000_000 / space.size))
  for (let from = 0; from < n; from += piece) {
    const own = points.map((axis) => axis.subarray(from, from + piece))
    values.set(applyBlock(blockOf(space, order, own), coefficients, own[0]!.length), from)
  }
  return values
}

/** The same function in a larger space of the same kinds and the same places: new coefficients are zero. */
export function prolonged(coefficients: Float64Array, from: Space, to: Space): Float64Array {
  const out = new Float64Array(to.size)
  out.set(coefficients.subarray(from.products), to.products)
  for (let k = 0; k < from.products; k++) {
    let [rest, at, stride] = [k, 0, 1]
    for (let axis = from.axes.length - 1; axis >= 0; axis--) {
      const size = from.axes[axis]!.size
      at += (rest % size) * stride
      stride *= to.axes[axis]!.size
      rest = Math.floor(rest / size)
    }
    out[at] = coefficients[k]!
  }
  return out
}
