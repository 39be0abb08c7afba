import { ModuleBuilder } from '../assembler.ts'
import { pack, subtractProduct, transposedProduct } from './block-products.ts'
import { products, renew } from './dense-update.ts'
import { accumulate, advance, lanesSum, LINE, locals, pairwise, VECTORS, zero, type Emit } from './emit.ts'

/*
 * Flat kernels on columns of float64 in one memory. Columns begin at multiples of 64 bytes and are zero up to the next one, so
 * that no kernel has a remainder: lengths are in bytes, multiples of 64. Every sum is taken in one order, whatever the machine.
 */
export interface Kernels {
  readonly memory: WebAssembly.Memory
  /** sum of a[i] b[i] */
  dot(a: number, b: number, bytes: number): number
  /** a[i] *= factor */
  scale(a: number, factor: number, bytes: number): void
  /** y[i] += factor x[i] */
  axpy(factor: number, x: number, y: number, bytes: number): void
  /** Columns c[j] -= tau (v . c[j]) v for j < count, `stride` bytes apart; up to 3 more columns are changed, count is taken to a multiple of 4. */
  reflect(v: number, c: number, stride: number, count: number, bytes: number, tau: number): void
  /** The same after c[j] -= row[j] x: what two reflectors from the right and the left make of c, in one visit. */
  reflectTwice(v: number, c: number, stride: number, count: number, bytes: number, tau: number, x: number, row: number): void
  /** y += sum of x[j] a[j] over columns, taken to a multiple of 4. */
  combine(a: number, stride: number, x: number, y: number, count: number, bytes: number): void
  /** out[j] = a[j] . x over columns, each sum as `dot` takes it. */
  products(a: number, stride: number, x: number, out: number, count: number, bytes: number): void
  /**
   * a[j] = scale a[j] + left[j] u + middle[j] v + right[j] w over columns, and out[j] = a[j] . x of what they have become. left, middle, right
   * stand `stride` bytes apart from `factors` on, and u, v, w, x from `vectors` on.
   */
  renew(a: number, stride: number, scale: number, factors: number, vectors: number, out: number, count: number, bytes: number): void
  /** 32 columns into rows of eight numbers, a quarter of the columns after the other: [quarter][row][8]. */
  pack(a: number, stride: number, out: number, bytes: number): void
  /** C += A^T B with packed A: C[i + 32 j] += a[i] . b[j], for i < 32 and j < count, a multiple of 4. */
  transposedProduct(packed: number, b: number, bStride: number, c: number, count: number, bytes: number): void
  /** C -= A B with 32 columns in A and B[i + 32 j]; count a multiple of 4. */
  subtractProduct(a: number, aStride: number, b: number, c: number, cStride: number, count: number, bytes: number): void
}

/** The module of the kernels; with relaxed multiply-add or without, and as V8's revectoriser wants it where it joins vectors: that changes no bit. */
export function linearModule(fma: boolean, joined: boolean): Uint8Array<ArrayBuffer> {
  const module = new ModuleBuilder()
  module.ownMemory(1 << 20, 'memory')
  const emit: Emit = { module, fma, across: joined ? 4 : 2 }
  dot(emit)
  scale(emit)
  axpy(emit)
  reflect(emit, false)
  reflect(emit, true)
  combine(emit)
  products(emit)
  renew(emit)
  pack(emit)
  transposedProduct(emit)
  subtractProduct(emit)
  return module.bytes()
}

function dot({ module, fma }: Emit): void {
  const f = module.function(['i32', 'i32', 'i32'], ['f64'], 'dot')
  const [a, b, bytes] = [0, 1, 2]
  const [at] = locals(f, 1, 'i32')
  const sums = locals(f, 4, 'v128')
  f.repeat(at!, LINE, { local: bytes }, () => {
    sums.forEach((sum, k) =>
      accumulate(
        f,
        fma,
        sum,
        () => f.get(a).memory('v128.load', VECTORS[k]),
        () => f.get(b).memory('v128.load', VECTORS[k])
      )
    )
    advance(f, [a, b], LINE)
  })
  pairwise(f, sums)
  lanesSum(f, sums[0]!)
}

function scale({ module }: Emit): void {
  const f = module.function(['i32', 'f64', 'i32'], [], 'scale')
  const [a, factor, bytes] = [0, 1, 2]
  const [at] = locals(f, 1, 'i32')
  const [by] = locals(f, 1, 'v128')
  f.get(factor).op('f64x2.splat').set(by!)
  f.repeat(at!, LINE, { local: bytes }, () => {
    for (const offset of VECTORS) f.get(a).get(a).memory('v128.load', offset).get(by!).op('f64x2.mul').memory('v128.store', offset)
    advance(f, [a], LINE)
  })
}

function axpy({ module, fma }: Emit): void {
  const f = module.function(['f64', 'i32', 'i32', 'i32'], [], 'axpy')
  const [factor, x, y, bytes] = [0, 1, 2, 3]
  const [at] = locals(f, 1, 'i32')
  const [by, sum] = locals(f, 2, 'v128')
  f.get(factor).op('f64x2.splat').set(by!)
  f.repeat(at!, LINE, { local: bytes }, () => {
    for (const offset of VECTORS) {
      f.get(y).memory('v128.load', offset).set(sum!)
      accumulate(
        f,
        fma,
        sum!,
        () => f.get(x).memory('v128.load', offset),
        () => f.get(by!)
      )
      f.get(y).get(sum!).memory('v128.store', offset)
    }
    advance(f, [x, y], LINE)
  })
}

/** `reflect`, and `reflectTwice` where `twice`: four columns at a time, so that v (and x) are read once for all of them. */
function reflect({ module, fma }: Emit, twice: boolean): void {
  const more = twice ? (['i32', 'i32'] as const) : []
  const f = module.function(['i32', 'i32', 'i32', 'i32', 'i32', 'f64', ...more], [], twice ? 'reflectTwice' : 'reflect')
  const [v, c, stride, count, bytes, tau, x, row] = [0, 1, 2, 3, 4, 5, 6, 7]
  const [at, j, vAt, xAt] = locals(f, 4, 'i32')
  const columns = locals(f, 4, 'i32')
  const sums = locals(f, 4, 'v128')
  const factors = locals(f, 4, 'v128')
  const [shared, other, value] = locals(f, 3, 'v128')
  const start = (): void => {
    f.get(c).set(columns[0]!)
    for (let k = 1; k < 4; k++)
      f.get(columns[k - 1]!)
        .get(stride)
        .op('i32.add')
        .set(columns[k]!)
    f.get(v).set(vAt!)
    f.i32(0).set(at!)
  }
  f.repeat(j!, 4, { local: count }, () => {
    start()
    zero(f, sums)
    if (twice) {
      f.get(x).set(xAt!)
      factors.forEach((factor, k) =>
        f
          .get(row)
          .memory('v128.load64_splat', 8 * k)
          .set(factor)
      )
    }
    f.repeat(at!, 32, { local: bytes }, () => {
      for (const offset of [0, 16]) {
        f.get(vAt!).memory('v128.load', offset).set(shared!)
        if (twice) f.get(xAt!).memory('v128.load', offset).set(other!)
        columns.forEach((column, k) => {
          f.get(column).memory('v128.load', offset).set(value!)
          if (twice) {
            accumulate(
              f,
              fma,
              value!,
              () => f.get(factors[k]!),
              () => f.get(other!),
              -1
            )
            f.get(column).get(value!).memory('v128.store', offset)
          }
          accumulate(
            f,
            fma,
            sums[k]!,
            () => f.get(shared!),
            () => f.get(value!)
          )
        })
      }
      advance(f, [vAt!, ...(twice ? [xAt!] : []), ...columns], 32)
    })
    sums.forEach((sum) => lanesSum(f, sum).get(tau).op('f64.mul').op('f64x2.splat').set(sum))
    start()
    f.repeat(at!, 32, { local: bytes }, () => {
      for (const offset of [0, 16]) {
        f.get(vAt!).memory('v128.load', offset).set(shared!)
        columns.forEach((column, k) => {
          f.get(column).memory('v128.load', offset).set(value!)
          accumulate(
            f,
            fma,
            value!,
            () => f.get(sums[k]!),
            () => f.get(shared!),
            -1
          )
          f.get(column).get(value!).memory('v128.store', offset)
        })
      }
      advance(f, [vAt!, ...columns], 32)
    })
    f.get(c).get(stride).i32(2).op('i32.shl').op('i32.add').set(c)
    if (twice) advance(f, [row], 32)
  })
}

function combine({ module, fma }: Emit): void {
  const f = module.function(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], [], 'combine')
  const [a, stride, x, y, count, bytes] = [0, 1, 2, 3, 4, 5]
  const [at, j, yAt] = locals(f, 3, 'i32')
  const columns = locals(f, 4, 'i32')
  const factors = locals(f, 4, 'v128')
  const sums = locals(f, 2, 'v128')
  f.repeat(j!, 4, { local: count }, () => {
    f.get(a).set(columns[0]!)
    for (let k = 1; k < 4; k++)
      f.get(columns[k - 1]!)
        .get(stride)
        .op('i32.add')
        .set(columns[k]!)
    factors.forEach((factor, k) =>
      f
        .get(x)
        .memory('v128.load64_splat', 8 * k)
        .set(factor)
    )
    f.get(y).set(yAt!)
    f.i32(0).set(at!)
    f.repeat(at!, 32, { local: bytes }, () => {
      sums.forEach((sum, half) =>
        f
          .get(yAt!)
          .memory('v128.load', 16 * half)
          .set(sum)
      )
      for (let k = 0; k < 4; k++)
        sums.forEach((sum, half) =>
          accumulate(
            f,
            fma,
            sum,
            () => f.get(columns[k]!).memory('v128.load', 16 * half),
            () => f.get(factors[k]!)
          )
        )
      sums.forEach((sum, half) =>
        f
          .get(yAt!)
          .get(sum)
          .memory('v128.store', 16 * half)
      )
      advance(f, [yAt!, ...columns], 32)
    })
    advance(f, [x], 32)
    f.get(a).get(stride).i32(2).op('i32.shl').op('i32.add').set(a)
  })
}
