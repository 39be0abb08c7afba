import { flatKernels } from '../../engine/wasm/linear/flat.ts'
import { Arena, type Columns } from '../../engine/wasm/linear/columns.ts'
import type { Kernels } from '../../engine/wasm/linear/kernels.ts'
import { dot } from './line-step.ts'

/** Operations on vectors, however they are held. */
interface Vectors<V> {
  dot(a: V, b: V): number
  /** y += factor x */
  axpy(factor: number, x: V, y: V): void
  scale(x: V, factor: number): void
}

interface Pair<V> {
  s: V
  y: V
}

const ARRAYS: Vectors<Float64Array> = {
  dot,
  axpy: (factor, x, y) => {
    for (let i = 0; i < y.length; i++) y[i]! += factor * x[i]!
  },
  scale: (x, factor) => {
    for (let i = 0; i < x.length; i++) x[i]! *= factor
  }
}

/** Multiplies q by the inverse Hessian that pairs of steps and gradient changes stand for, oldest first (Nocedal & Wright, algorithm 7.4). */
function recursion<V>(vectors: Vectors<V>, pairs: readonly Pair<V>[], q: V): void {
  const curvatures = pairs.map(({ s, y }) => vectors.dot(s, y))
  const alphas = new Float64Array(pairs.length)
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { s, y } = pairs[k]!
    alphas[k] = vectors.dot(s, q) / curvatures[k]!
    vectors.axpy(-alphas[k]!, y, q)
  }
  const last = pairs.at(-1)
  if (last !== undefined) vectors.scale(q, curvatures.at(-1)! / vectors.dot(last.y, last.y))
  pairs.forEach(({ s, y }, k) => vectors.axpy(alphas[k]! - vectors.dot(y, q) / curvatures[k]!, s, q))
}

/** The recursion on arrays of JavaScript. */
export function twoLoopByArrays(pairs: readonly Pair<Float64Array>[], q: Float64Array): void {
  recursion(ARRAYS, pairs, q)
}

/** Whose pairs stand in the kernels' memory. */
let tenant: object | undefined

/** The recursion by compiled kernels, with the bits of that on arrays. They keep copies of the pairs, so that a step brings one new pair along. */
class CompiledTwoLoop {
  private readonly kernels: Kernels
  private readonly most: number
  private readonly key = {}
  private place: { arena: Arena; s: Columns; y: Columns; q: Columns } | undefined
  /** columns of the pairs in place, oldest first */
  private order: number[] = []

  constructor(kernels: Kernels, most: number) {
    this.kernels = kernels
    this.most = most
  }

  /** A pair was added behind the others; where there was no room the oldest was dropped. */
  added({ s, y }: Pair<Float64Array>): void {
    const { place } = this
    if (tenant !== this.key || place === undefined) return
    const column = this.order.length < this.most ? this.order.length : this.order.shift()!
    this.order.push(column)
    place.arena.column(place.s, column).set(s)
    place.arena.column(place.y, column).set(y)
  }

  run(pairs: readonly Pair<Float64Array>[], q: Float64Array): void {
    if (tenant !== this.key || this.place === undefined || this.order.length !== pairs.length) this.enter(pairs, q.length)
    const { arena, s, y, q: at } = this.place!
    const { kernels } = this
    const bytes = 64 * Math.ceil(q.length / 8)
    const own = arena.column(at, 0)
    own.set(q)
    const addresses = this.order.map((column) => ({ s: s.at + column * s.stride, y: y.at + column * y.stride }))
    const vectors: Vectors<number> = {
      dot: (a, b) => kernels.dot(a, b, bytes),
      axpy: (factor, a, b) => kernels.axpy(factor, a, b, bytes),
      scale: (a, factor) => kernels.scale(a, factor, bytes)
    }
    recursion(vectors, addresses, at.at)
    q.set(own)
  }

  private enter(pairs: readonly Pair<Float64Array>[], n: number): void {
    tenant = this.key
    const arena = new Arena(this.kernels, (2 * this.most + 1) * (8 * n + 128))
    const [s, y, q] = [arena.columns(n, this.most), arena.columns(n, this.most), arena.columns(n, 1)]
    this.place = { arena, s, y, q }
    this.order = []
    for (const pair of pairs) this.added(pair)
  }
}

export interface TwoLoop {
  /** Multiplies q by the inverse Hessian of the pairs, oldest first. */
  run(pairs: readonly Pair<Float64Array>[], q: Float64Array): void
  /** A pair was added behind the others; where there was no room the oldest was dropped. */
  added(pair: Pair<Float64Array>): void
}

/** @param most pairs that are kept */
export function makeTwoLoop(most: number): TwoLoop {
  const kernels = flatKernels()
  return kernels === undefined ? { run: twoLoopByArrays, added: () => undefined } : new CompiledTwoLoop(kernels, most)
}
