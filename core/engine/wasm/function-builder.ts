import { Bytes } from './bytes.ts'
import { LANE, MEMORY, PLAIN, TYPES, VECTOR, VECTOR_MEMORY } from './opcodes.ts'
import type { LaneName, MemoryName, PlainName, ValueType, VectorName } from './opcodes.ts'

/** Marks the vector instructions, which stand behind a prefix, in one table with the plain ones. */
const PREFIXED = 0x1000
const CODES: Readonly<Record<string, number>> = {
  ...PLAIN,
  ...Object.fromEntries(Object.entries(VECTOR).map(([name, code]) => [name, code + PREFIXED]))
}

/**
 * Body of one function, written instruction by instruction in the order of the stack machine. Locals are numbers: parameters
 * first, then those made by `local`. Methods return the builder, so that short sequences read as one line.
 */
export class FunctionBuilder {
  readonly index: number
  readonly parameters: readonly ValueType[]
  readonly results: readonly ValueType[]
  private readonly code = new Bytes(512)
  private readonly locals: ValueType[] = []
  private depth = 0

  constructor(index: number, parameters: readonly ValueType[], results: readonly ValueType[]) {
    this.index = index
    this.parameters = parameters
    this.results = results
  }

  local(type: ValueType): number {
    return this.parameters.length + this.locals.push(type) - 1
  }

  get(local: number): this {
    this.code.byte(0x20)
    this.code.unsigned(local)
    return this
  }

  set(local: number): this {
    this.code.byte(0x21)
    this.code.unsigned(local)
    return this
  }

  tee(local: number): this {
    this.code.byte(0x22)
    this.code.unsigned(local)
    return this
  }

  i32(value: number): this {
    this.code.byte(0x41)
    this.code.signed(value)
    return this
  }

  i64(value: bigint): this {
    this.code.byte(0x42)
    this.code.signed64(value)
    return this
  }

  f32(value: number): this {
    this.code.byte(0x43)
    this.code.float32(value)
    return this
  }

  f64(value: number): this {
    this.code.byte(0x44)
    this.code.float64(value)
    return this
  }

  /** A vector of two equal float64. */
  f64x2(value: number): this {
    return this.vector(() => {
      this.code.float64(value)
      this.code.float64(value)
    })
  }

  /** A vector of four equal float32. */
  f32x4(value: number): this {
    return this.vector(() => {
      for (let k = 0; k < 4; k++) this.code.float32(value)
    })
  }

  /** A vector of two 64-bit integers. */
  i64x2(low: bigint, high = low): this {
    return this.vector(() => {
      for (const part of [low, high]) for (let k = 0n; k < 64n; k += 8n) this.code.byte(Number((part >> k) & 0xffn))
    })
  }

  /** A vector of four equal 32-bit integers. */
  i32x4(value: number): this {
    return this.vector(() => {
      for (let k = 0; k < 16; k++) this.code.byte((value >>> (8 * (k & 3))) & 0xff)
    })
  }

  op(name: PlainName | VectorName): this {
    const code = CODES[name]!
    if (code < PREFIXED) this.code.byte(code)
    else {
      this.code.byte(0xfd)
      this.code.unsigned(code - PREFIXED)
    }
    return this
  }

  /** Load or store at (address on the stack) + offset. `align` is log2 of what the address is known to be aligned to. */
  memory(name: MemoryName, offset = 0, align?: number): this {
    const plain = (MEMORY as Readonly<Record<string, readonly [number, number]>>)[name]
    const [code, natural] = plain ?? VECTOR_MEMORY[name as keyof typeof VECTOR_MEMORY]
    if (plain === undefined) this.code.byte(0xfd)
    this.code.unsigned(code)
    this.code.unsigned(align ?? natural)
    this.code.unsigned(offset)
    return this
  }

  lane(name: LaneName, lane: number): this {
    this.code.byte(0xfd)
    this.code.unsigned(LANE[name])
    this.code.byte(lane)
    return this
  }

  /** i8x16.shuffle: 16 indices into the 32 bytes of two vectors. */
  shuffle(indices: readonly number[]): this {
    if (indices.length !== 16) throw new RangeError('A shuffle has 16 indices.')
    this.code.byte(0xfd)
    this.code.unsigned(0x0d)
    for (const index of indices) this.code.byte(index)
    return this
  }

  call(target: FunctionBuilder | number): this {
    this.code.byte(0x10)
    this.code.unsigned(typeof target === 'number' ? target : target.index)
    return this
  }

  /** A block; `body` gets the depth that `branch` to its end wants. */
  block(body: (label: number) => void): this {
    return this.nested(0x02, body)
  }

  /** A loop; a branch to its label goes to its beginning. */
  loop(body: (label: number) => void): this {
    return this.nested(0x03, body)
  }

  /** Condition on the stack. With `result` both branches leave one value of it. */
  if(then: () => void, otherwise?: () => void, result?: ValueType): this {
    this.code.byte(0x04)
    this.code.byte(result === undefined ? 0x40 : TYPES[result])
    this.depth++
    then()
    if (otherwise !== undefined) {
      this.code.byte(0x05)
      otherwise()
    }
    this.depth--
    this.code.byte(0x0b)
    return this
  }

  branch(label: number): this {
    this.code.byte(0x0c)
    this.code.unsigned(this.depth - label)
    return this
  }

  /** Branches where the i32 on the stack is not 0. */
  branchIf(label: number): this {
    this.code.byte(0x0d)
    this.code.unsigned(this.depth - label)
    return this
  }

  /** for (counter = from; counter < to; counter += step), run at least once. `from` must have been set; `to` is a constant or a local. */
  repeat(counter: number, step: number, to: { local: number } | { constant: number }, body: () => void): this {
    return this.loop((label) => {
      body()
      this.get(counter).i32(step).op('i32.add').tee(counter)
      if ('local' in to) this.get(to.local)
      else this.i32(to.constant)
      this.op('i32.lt_u').branchIf(label)
    })
  }

  memoryCopy(): this {
    for (const byte of [0xfc, 0x0a, 0x00, 0x00]) this.code.byte(byte)
    return this
  }

  memoryFill(): this {
    for (const byte of [0xfc, 0x0b, 0x00]) this.code.byte(byte)
    return this
  }

  /** Size, locals and code as in the code section. */
  write(out: Bytes): void {
    const head = new Bytes(64)
    const runs: { type: ValueType; count: number }[] = []
    for (const type of this.locals) {
      const last = runs.at(-1)
      if (last?.type === type) last.count++
      else runs.push({ type, count: 1 })
    }
    head.unsigned(runs.length)
    for (const { type, count } of runs) {
      head.unsigned(count)
      head.byte(TYPES[type])
    }
    out.unsigned(head.length + this.code.length + 1)
    out.append(head.view8())
    out.append(this.code.view8())
    out.byte(0x0b)
  }

  private vector(write: () => void): this {
    this.code.byte(0xfd)
    this.code.unsigned(0x0c)
    write()
    return this
  }

  private nested(opcode: number, body: (label: number) => void): this {
    this.code.byte(opcode)
    this.code.byte(0x40)
    this.depth++
    body(this.depth)
    this.depth--
    this.code.byte(0x0b)
    return this
  }
}
