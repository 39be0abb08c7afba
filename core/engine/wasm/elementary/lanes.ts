/**
 * The operations that a SIMD unit offers on its lanes, over values V of any kind. Every elementary function is written once
 * against this interface, branch-free; what V is decides what comes of it: numbers give values (ScalarLanes), WASM locals
 * give code (EmittedLanes). Masks are values whose lanes have all bits set or none.
 */
export interface Lanes<V> {
  readonly precision: 'float64' | 'float32'
  constant(value: number): V
  /** A constant given by its bits, for masks. */
  pattern(bits: bigint): V
  add(a: V, b: V): V
  sub(a: V, b: V): V
  mul(a: V, b: V): V
  div(a: V, b: V): V
  sqrt(a: V): V
  neg(a: V): V
  abs(a: V): V
  floor(a: V): V
  /** a*b + c, with one rounding or with two: nothing may rest on which. */
  fma(a: V, b: V, c: V): V
  /** c - a*b, likewise. */
  fnma(a: V, b: V, c: V): V
  /** b < a ? b : a, so a NaN in `a` stays and one in `b` is passed over. */
  pmin(a: V, b: V): V
  /** a < b ? b : a, likewise. */
  pmax(a: V, b: V): V
  lt(a: V, b: V): V
  le(a: V, b: V): V
  eq(a: V, b: V): V
  ne(a: V, b: V): V
  /** mask ? a : b, bit by bit. */
  select(mask: V, a: V, b: V): V
  and(a: V, b: V): V
  or(a: V, b: V): V
  xor(a: V, b: V): V
  /** a and not b. */
  andnot(a: V, b: V): V
  /** Sum and difference of the bits as integers of the lane's size. */
  addBits(a: V, b: V): V
  subBits(a: V, b: V): V
  shiftLeft(a: V, count: number): V
  /** Zeros come in from the left. */
  shiftRight(a: V, count: number): V
}
