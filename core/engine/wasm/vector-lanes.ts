import type { FunctionBuilder, VectorName } from './assembler.ts'
import type { Lanes } from './elementary/lanes.ts'
import { NotCompiled } from './not-compiled.ts'
import { vectorOp, type Lane } from './shape.ts'

/** A value while code is written: as many locals as vectors are handled together, or a number that stands in the pool of constants. */
export type Emitted = readonly number[] | { readonly pooled: number }

/**
 * Lanes whose values are locals of a function that is being written. Every operation is written for all vectors before the
 * next operation: that keeps the pipes busy, and adjacent equal instructions are what V8's revectoriser pairs. Locals of intermediate
 * values are used again (`scope`), which keeps the function small for the compiler.
 */
export class VectorLanes implements Lanes<Emitted> {
  readonly precision: Lane['precision']
  private readonly f: FunctionBuilder
  private readonly lane: Lane
  private readonly useFma: boolean
  /** vectors that are handled together */
  readonly width: number
  private readonly pool: ConstantPool
  private readonly free: number[] = []
  private readonly inUse = new Set<number>()
  private readonly shared: number

  constructor(f: FunctionBuilder, lane: Lane, fma: boolean, width: number, pool: ConstantPool) {
    this.f = f
    this.lane = lane
    this.precision = lane.precision
    this.useFma = fma
    this.width = width
    this.pool = pool
    this.shared = f.local('v128')
  }

  /** Values made inside are forgotten, but for those that are returned. */
  scope(make: () => Emitted, kept: readonly Emitted[] = []): Emitted {
    const before = new Set(this.inUse)
    const made = make()
    for (const value of [made, ...kept]) if (!('pooled' in value)) for (const local of value) before.add(local)
    for (const local of this.inUse) if (!before.has(local)) this.drop(local)
    return made
  }

  /** The value is not read any more. */
  release(value: Emitted): void {
    if (!('pooled' in value)) value.forEach((local) => this.drop(local))
  }

  /** A value whose vectors the caller's code leaves on the stack, one after the other. */
  written(push: (vector: number) => void): Emitted {
    return Array.from({ length: this.width }, (_, k) => {
      push(k)
      const local = this.take()
      this.f.set(local)
      return local
    })
  }

  /** Puts vector k of a value on the stack. */
  push(value: Emitted, k: number): void {
    if ('pooled' in value) this.f.i32(0).memory(this.lane.splat, value.pooled)
    else this.f.get(value[k]!)
  }

  constant = (value: number): Emitted => ({ pooled: this.pool.number(value) })
  pattern = (bits: bigint): Emitted => ({ pooled: this.pool.bits(bits) })
  add = (a: Emitted, b: Emitted): Emitted => this.apply('add', a, b)
  sub = (a: Emitted, b: Emitted): Emitted => this.apply('sub', a, b)
  mul = (a: Emitted, b: Emitted): Emitted => this.apply('mul', a, b)
  div = (a: Emitted, b: Emitted): Emitted => this.apply('div', a, b)
  sqrt = (a: Emitted): Emitted => this.apply('sqrt', a)
  // the sign bit by hand: V8 13.6, joining two f64x2.neg to one of 256 bits, overwrites what they read
  neg = (a: Emitted): Emitted => this.xor(a, this.constant(-0))
  abs = (a: Emitted): Emitted => this.apply('abs', a)
  floor = (a: Emitted): Emitted => this.apply('floor', a)
  fma = (a: Emitted, b: Emitted, c: Emitted): Emitted => {
    if (this.useFma) return this.apply('relaxed_madd', a, b, c)
    const product = this.mul(a, b)
    const sum = this.add(product, c)
    this.release(product)
    return sum
  }
  fnma = (a: Emitted, b: Emitted, c: Emitted): Emitted => {
    if (this.useFma) return this.apply('relaxed_nmadd', a, b, c)
    const product = this.mul(a, b)
    const difference = this.sub(c, product)
    this.release(product)
    return difference
  }
  pmin = (a: Emitted, b: Emitted): Emitted => this.apply('pmin', a, b)
  pmax = (a: Emitted, b: Emitted): Emitted => this.apply('pmax', a, b)
  /** As Math.min and Math.max: a NaN stays. */
  min = (a: Emitted, b: Emitted): Emitted => this.apply('min', a, b)
  max = (a: Emitted, b: Emitted): Emitted => this.apply('max', a, b)
  lt = (a: Emitted, b: Emitted): Emitted => this.apply('lt', a, b)
  le = (a: Emitted, b: Emitted): Emitted => this.apply('le', a, b)
  eq = (a: Emitted, b: Emitted): Emitted => this.apply('eq', a, b)
  ne = (a: Emitted, b: Emitted): Emitted => this.apply('ne', a, b)
  select = (mask: Emitted, a: Emitted, b: Emitted): Emitted => this.emit('v128.bitselect', a, b, mask)
  and = (a: Emitted, b: Emitted): Emitted => this.emit('v128.and', a, b)
  or = (a: Emitted, b: Emitted): Emitted => this.emit('v128.or', a, b)
  xor = (a: Emitted, b: Emitted): Emitted => this.emit('v128.xor', a, b)
  andnot = (a: Emitted, b: Emitted): Emitted => this.emit('v128.andnot', a, b)
  not = (a: Emitted): Emitted => this.emit('v128.not', a)
  addBits = (a: Emitted, b: Emitted): Emitted => this.emit(this.integer('add'), a, b)
  subBits = (a: Emitted, b: Emitted): Emitted => this.emit(this.integer('sub'), a, b)
  shiftLeft = (a: Emitted, count: number): Emitted => this.shift('shl', a, count)
  shiftRight = (a: Emitted, count: number): Emitted => this.shift('shr_u', a, count)

  private integer(name: string): VectorName {
    return `${this.lane.bytes === 8 ? 'i64x2' : 'i32x4'}.${name}` as VectorName
  }

  private apply(name: string, ...args: Emitted[]): Emitted {
    return this.emit(vectorOp(this.lane, name), ...args)
  }

  /** One constant of an operation is loaded once for all its vectors. */
  private emit(name: VectorName, ...args: Emitted[]): Emitted {
    const { f, shared } = this
    const common = this.width > 1 ? args.find((arg) => 'pooled' in arg) : undefined
    if (common !== undefined) {
      this.push(common, 0)
      f.set(shared)
    }
    return this.written((k) => {
      for (const arg of args) {
        if (arg === common) f.get(shared)
        else this.push(arg, k)
      }
      f.op(name)
    })
  }

  private shift(name: string, a: Emitted, count: number): Emitted {
    return this.written((k) => {
      this.push(a, k)
      this.f.i32(count).op(this.integer(name))
    })
  }

  private take(): number {
    const local = this.free.pop() ?? this.f.local('v128')
    this.inUse.add(local)
    return local
  }

  private drop(local: number): void {
    if (this.inUse.delete(local)) this.free.push(local)
  }
}

/** Constants of a module, each once, in memory: loading one splat costs less than building it. */
export class ConstantPool {
  private readonly lane: Lane
  private readonly base: number
  private readonly known = new Map<bigint, number>()
  private readonly capacity: number
  private readonly scratch = new DataView(new ArrayBuffer(8))

  constructor(lane: Lane, base: number, capacity: number) {
    this.lane = lane
    this.base = base
    this.capacity = capacity
  }

  /** Address of a number. */
  number(value: number): number {
    if (this.lane.bytes === 4) {
      this.scratch.setFloat32(0, value)
      return this.bits(BigInt(this.scratch.getUint32(0)))
    }
    this.scratch.setFloat64(0, value)
    return this.bits(this.scratch.getBigUint64(0))
  }

  /** Address of a pattern of bits. */
  bits(pattern: bigint): number {
    const key = BigInt.asUintN(8 * this.lane.bytes, pattern)
    const known = this.known.get(key)
    if (known !== undefined) return known
    if (this.known.size === this.capacity) throw new NotCompiled(`it has more than ${this.capacity} different constants`)
    const address = this.base + this.known.size * this.lane.bytes
    this.known.set(key, address)
    return address
  }

  /** The pool as it stands in memory. */
  bytes(): Uint8Array {
    const out = new DataView(new ArrayBuffer(this.known.size * this.lane.bytes))
    for (const [bits, address] of this.known) {
      if (this.lane.bytes === 4) out.setUint32(address - this.base, Number(bits), true)
      else out.setBigUint64(address - this.base, bits, true)
    }
    return new Uint8Array(out.buffer)
  }
}
