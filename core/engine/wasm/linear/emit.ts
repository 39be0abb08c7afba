import type { FunctionBuilder, ModuleBuilder } from '../assembler.ts'

/* What the kernels on columns of float64 are written with. */

export const LINE = 64
export const VECTORS = [0, 16, 32, 48] as const

export interface Emit {
  module: ModuleBuilder
  fma: boolean
  /** columns that a product takes at once */
  across: 2 | 4
}

/** On the stack: accumulator += product of two vectors (or minus it), which the closures push. */
export function accumulate(f: FunctionBuilder, fma: boolean, sum: number, a: () => void, b: () => void, sign: 1 | -1 = 1): void {
  if (fma) {
    a()
    b()
    f.get(sum).op(sign === 1 ? 'f64x2.relaxed_madd' : 'f64x2.relaxed_nmadd')
  } else {
    f.get(sum)
    a()
    b()
    f.op('f64x2.mul').op(sign === 1 ? 'f64x2.add' : 'f64x2.sub')
  }
  f.set(sum)
}

export const locals = (f: FunctionBuilder, count: number, type: 'v128' | 'i32' | 'f64'): number[] =>
  Array.from({ length: count }, () => f.local(type))

/** Leaves the sum of a vector's two lanes. */
export const lanesSum = (f: FunctionBuilder, v: number): FunctionBuilder =>
  f.get(v).lane('f64x2.extract_lane', 0).get(v).lane('f64x2.extract_lane', 1).op('f64.add')

/** Advances i32 locals by a number or a local. */
export function advance(f: FunctionBuilder, pointers: readonly number[], by: { local: number } | number): void {
  for (const pointer of pointers) {
    f.get(pointer)
    if (typeof by === 'number') f.i32(by)
    else f.get(by.local)
    f.op('i32.add').set(pointer)
  }
}

export function zero(f: FunctionBuilder, vectors: readonly number[]): void {
  for (const vector of vectors) f.f64x2(0).set(vector)
}

/** Adds four vectors in pairs; the sum is left in the first. */
export function pairwise(f: FunctionBuilder, [a, b, c, d]: readonly number[]): void {
  for (const [to, from] of [
    [a!, b!],
    [c!, d!],
    [a!, c!]
  ] as const)
    f.get(to).get(from).op('f64x2.add').set(to)
}
