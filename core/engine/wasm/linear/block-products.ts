import type { FunctionBuilder } from '../assembler.ts'
import { accumulate, advance, LINE, locals, VECTORS, type Emit } from './emit.ts'

/** Columns that the blocked factorisation takes together. */
export const BLOCK_COLUMNS = 32
const BLOCK_BYTES = BLOCK_COLUMNS * 8
/** Columns that stand side by side where they are packed. */
const SIDE = 8

const interleaved = (half: 0 | 1): number[] => [0, 16].flatMap((from) => Array.from({ length: 8 }, (_, k) => from + 8 * half + k))

/** Squares of two rows by two columns. */
export function pack({ module }: Emit): void {
  const f = module.function(['i32', 'i32', 'i32', 'i32'], [], 'pack')
  const [a, stride, out, bytes] = [0, 1, 2, 3]
  const [quarter, at] = locals(f, 2, 'i32') as [number, number]
  const columns = locals(f, SIDE, 'i32')
  const [left, right] = locals(f, 2, 'v128') as [number, number]
  f.repeat(quarter, SIDE, { constant: BLOCK_COLUMNS }, () => {
    successive(f, columns, a, stride)
    f.i32(0).set(at)
    f.repeat(at, 16, { local: bytes }, () => {
      for (let k = 0; k < SIDE; k += 2) {
        f.get(columns[k]!).memory('v128.load').set(left)
        f.get(columns[k + 1]!)
          .memory('v128.load')
          .set(right)
        for (const half of [0, 1] as const)
          f.get(out)
            .get(left)
            .get(right)
            .shuffle(interleaved(half))
            .memory('v128.store', LINE * half + 8 * k)
      }
      advance(f, columns, 16)
      advance(f, [out], 2 * LINE)
    })
    f.get(a).get(stride).i32(3).op('i32.shl').op('i32.add').set(a)
  })
}

/**
 * Tiles of 8 x `across`: a row of the packed columns against splats of the others. Two across make eight sums, which hide what a multiply-add takes;
 * neighbours that are joined are half as many, so that it takes four. The order of a sum is the same.
 */
export function transposedProduct({ module, fma, across }: Emit): void {
  const f = module.function(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], [], 'transposedProduct')
  const [packed, b, bStride, c, count, bytes] = [0, 1, 2, 3, 4, 5]
  const [at, quarter, j, row, bTile, cTile] = locals(f, 6, 'i32') as [number, number, number, number, number, number]
  const others = locals(f, across, 'i32')
  const sums = locals(f, 4 * across, 'v128')
  const values = locals(f, 4, 'v128')
  const [factor] = locals(f, 1, 'v128') as [number]
  const place = (k: number): number => VECTORS[k % 4]! + BLOCK_BYTES * Math.floor(k / 4)
  // a quarter of the packed columns stays in the nearest cache
  f.repeat(quarter, SIDE, { constant: BLOCK_COLUMNS }, () => {
    f.get(b).set(bTile).get(c).set(cTile).i32(0).set(j)
    f.repeat(j, across, { local: count }, () => {
      f.get(packed).set(row)
      successive(f, others, bTile, bStride)
      sums.forEach((sum, k) => f.get(cTile).memory('v128.load', place(k)).set(sum))
      f.i32(0).set(at)
      f.repeat(at, 32, { local: bytes }, () => {
        for (let step = 0; step < 4; step++) {
          values.forEach((value, k) =>
            f
              .get(row)
              .memory('v128.load', LINE * step + VECTORS[k]!)
              .set(value)
          )
          others.forEach((other, column) => {
            f.get(other)
              .memory('v128.load64_splat', 8 * step)
              .set(factor)
            values.forEach((value, k) =>
              accumulate(
                f,
                fma,
                sums[4 * column + k]!,
                () => f.get(value),
                () => f.get(factor)
              )
            )
          })
        }
        advance(f, others, 32)
        advance(f, [row], 4 * LINE)
      })
      sums.forEach((sum, k) => f.get(cTile).get(sum).memory('v128.store', place(k)))
      f.get(bTile).get(bStride).i32(across).op('i32.mul').op('i32.add').set(bTile)
      advance(f, [cTile], across * BLOCK_BYTES)
    })
    f.get(packed).get(bytes).i32(3).op('i32.shl').op('i32.add').set(packed)
    advance(f, [c], LINE)
  })
}

/** Tiles of 8 rows x `across` columns over the 32 columns of A. */
export function subtractProduct({ module, fma, across }: Emit): void {
  const f = module.function(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'], [], 'subtractProduct')
  const [a, aStride, b, c, cStride, count, bytes] = [0, 1, 2, 3, 4, 5, 6]
  const [at, j, k, aAt, bAt, cAt] = locals(f, 6, 'i32') as [number, number, number, number, number, number]
  const columns = locals(f, across, 'i32')
  const sums = locals(f, 4 * across, 'v128')
  const rows = locals(f, 4, 'v128')
  const [factor] = locals(f, 1, 'v128') as [number]
  f.repeat(at, LINE, { local: bytes }, () => {
    f.get(b).set(bAt).get(c).set(cAt).i32(0).set(j)
    f.repeat(j, across, { local: count }, () => {
      successive(f, columns, cAt, cStride)
      sums.forEach((sum, n) =>
        f
          .get(columns[Math.floor(n / 4)]!)
          .memory('v128.load', VECTORS[n % 4])
          .set(sum)
      )
      f.get(a).set(aAt).i32(0).set(k)
      f.repeat(k, 4, { constant: BLOCK_COLUMNS }, () => {
        for (let step = 0; step < 4; step++) {
          rows.forEach((vector, n) => f.get(aAt).memory('v128.load', VECTORS[n]).set(vector))
          columns.forEach((_, column) => {
            f.get(bAt)
              .memory('v128.load64_splat', 8 * step + column * BLOCK_BYTES)
              .set(factor)
            rows.forEach((vector, n) =>
              accumulate(
                f,
                fma,
                sums[4 * column + n]!,
                () => f.get(vector),
                () => f.get(factor),
                -1
              )
            )
          })
          advance(f, [aAt], { local: aStride })
        }
        advance(f, [bAt], 32)
      })
      sums.forEach((sum, n) =>
        f
          .get(columns[Math.floor(n / 4)]!)
          .get(sum)
          .memory('v128.store', VECTORS[n % 4])
      )
      advance(f, [bAt], (across - 1) * BLOCK_BYTES)
      f.get(columns.at(-1)!).get(cStride).op('i32.add').set(cAt)
    })
    advance(f, [a, c], LINE)
  })
}

/** Addresses of columns from one on. */
function successive(f: FunctionBuilder, columns: readonly number[], first: number, stride: number): void {
  columns.forEach((column, k) => {
    if (k === 0) f.get(first)
    else
      f.get(columns[k - 1]!)
        .get(stride)
        .op('i32.add')
    f.set(column)
  })
}
