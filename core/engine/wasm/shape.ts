import type { VectorName } from './assembler.ts'

/*
 * Layout of numbers in memory. A panel is 64 bytes of points: 8 of float64, 16 of float32, four vectors in either case. Values
 * of a layer stand as [panel][channel][feature][64 bytes]; one (panel, channel) is a column of the layer's matrix product.
 * Columns are an odd number of cache lines apart: powers of two would meet in the same sets of the first-level cache.
 */

export const PANEL = 64
export const VECTOR = 16
export const VECTORS = PANEL / VECTOR
/** Panels that go through all layers and back before the next ones: their state stays in the second-level cache. */
export const BLOCK_PANELS = 2

export type Precision = 'float64' | 'float32'

/** What depends on the precision. */
export interface Lane {
  precision: Precision
  type: 'f64x2' | 'f32x4'
  /** bytes of a number */
  bytes: 8 | 4
  /** numbers in a vector */
  count: 2 | 4
  /** points in a panel */
  points: 8 | 16
  splat: 'v128.load64_splat' | 'v128.load32_splat'
}

export const LANES: Readonly<Record<Precision, Lane>> = {
  float64: { precision: 'float64', type: 'f64x2', bytes: 8, count: 2, points: 8, splat: 'v128.load64_splat' },
  float32: { precision: 'float32', type: 'f32x4', bytes: 4, count: 4, points: 16, splat: 'v128.load32_splat' }
}

/** What of the machine the emitted code is for; nothing of it but `fma` changes a bit of the results. */
export interface Target {
  /** relaxed multiply-add, one rounding where the machine has it; else a product and a sum */
  fma: boolean
  /** features times vectors of points held in registers by the matrix products */
  tile: { rows: number; vectors: 1 | 2 | 4 }
  /** vectors that element-wise code handles together */
  width: 1 | 2 | 4
}

export type Operator = 'add' | 'sub' | 'mul' | 'div' | 'sqrt' | 'neg' | 'abs' | 'min' | 'max' | 'pmin' | 'pmax' | 'floor'

export function vectorOp(lane: Lane, name: string): VectorName {
  return `${lane.type}.${name}` as VectorName
}

/**
 * So many neighbouring vectors in the order in which they are stored, of each pair the second first: where the first comes first, V8's revectoriser
 * stores it once by itself before it stores both together (so that memory is as it would have been, should the second store trap).
 */
export const storeOrder = (count: number): number[] => Array.from({ length: count }, (_, k) => (count % 2 === 0 ? k ^ 1 : k))

export const roundUp = (n: number, to: number): number => Math.ceil(n / to) * to

/** Bytes from one column of a layer with so many features to the next: an odd number of cache lines, with room for whole vectors of features. */
export function columnStride(features: number): number {
  const lines = roundUp(features, 4)
  return PANEL * (lines % 2 === 0 ? lines + 1 : lines)
}

/** Bytes from one row of a matrix of weights to the next. */
export function rowStride(lane: Lane, inputs: number): number {
  return roundUp(inputs * lane.bytes, 2 * VECTOR)
}
