import type { Lanes } from './lanes.ts'

const view = new DataView(new ArrayBuffer(8))

/**
 * One lane as a JavaScript number: what the emitted code computes where it multiplies and adds separately, bit for bit.
 * float32 rounds after every operation, which is exact for these operations (double has more than twice its digits).
 */
export class ScalarLanes implements Lanes<number> {
  readonly precision: 'float64' | 'float32'
  private readonly round: (x: number) => number
  private readonly bitsOf: (x: number) => bigint
  private readonly ofBits: (bits: bigint) => number

  constructor(precision: 'float64' | 'float32') {
    this.precision = precision
    const wide = precision === 'float64'
    this.round = wide ? (x) => x : Math.fround
    this.bitsOf = wide
      ? (x) => {
          view.setFloat64(0, x)
          return view.getBigUint64(0)
        }
      : (x) => {
          view.setFloat32(0, x)
          return BigInt(view.getUint32(0))
        }
    this.ofBits = wide
      ? (bits) => {
          view.setBigUint64(0, BigInt.asUintN(64, bits))
          return view.getFloat64(0)
        }
      : (bits) => {
          view.setUint32(0, Number(BigInt.asUintN(32, bits)))
          return view.getFloat32(0)
        }
  }

  constant = (value: number): number => this.round(value)
  pattern = (bits: bigint): number => this.ofBits(bits)
  add = (a: number, b: number): number => this.round(a + b)
  sub = (a: number, b: number): number => this.round(a - b)
  mul = (a: number, b: number): number => this.round(a * b)
  div = (a: number, b: number): number => this.round(a / b)
  sqrt = (a: number): number => this.round(Math.sqrt(a))
  neg = (a: number): number => -a
  abs = (a: number): number => Math.abs(a)
  floor = (a: number): number => Math.floor(a)
  fma = (a: number, b: number, c: number): number => this.round(this.round(a * b) + c)
  fnma = (a: number, b: number, c: number): number => this.round(c - this.round(a * b))
  pmin = (a: number, b: number): number => (b < a ? b : a)
  pmax = (a: number, b: number): number => (a < b ? b : a)
  lt = (a: number, b: number): number => this.mask(a < b)
  le = (a: number, b: number): number => this.mask(a <= b)
  eq = (a: number, b: number): number => this.mask(a === b)
  ne = (a: number, b: number): number => this.mask(a !== b)
  select = (mask: number, a: number, b: number): number => (this.bitsOf(mask) === 0n ? b : a)
  and = (a: number, b: number): number => this.ofBits(this.bitsOf(a) & this.bitsOf(b))
  or = (a: number, b: number): number => this.ofBits(this.bitsOf(a) | this.bitsOf(b))
  xor = (a: number, b: number): number => this.ofBits(this.bitsOf(a) ^ this.bitsOf(b))
  andnot = (a: number, b: number): number => this.ofBits(this.bitsOf(a) & ~this.bitsOf(b))
  addBits = (a: number, b: number): number => this.ofBits(this.bitsOf(a) + this.bitsOf(b))
  subBits = (a: number, b: number): number => this.ofBits(this.bitsOf(a) - this.bitsOf(b))
  shiftLeft = (a: number, count: number): number => this.ofBits(this.bitsOf(a) << BigInt(count))
  shiftRight = (a: number, count: number): number => this.ofBits(this.bitsOf(a) >> BigInt(count))

  private mask(set: boolean): number {
    return this.ofBits(set ? -1n : 0n)
  }
}
