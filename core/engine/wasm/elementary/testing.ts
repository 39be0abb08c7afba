import { ModuleBuilder } from '../assembler.ts'
import { LANES, VECTOR, type Precision } from '../shape.ts'
import { ConstantPool, VectorLanes, type Emitted } from '../vector-lanes.ts'
import type { Lanes } from './lanes.ts'

const POOL = 4096

export interface Mapped {
  memory: WebAssembly.Memory
  /** address of the first argument, of `out` in turn; n is a multiple of what one pass handles */
  run: (a: number, b: number, out: number, n: number) => void
}

/** Compiles a loop that maps a function over two rows of numbers, `width` vectors at a time. */
export async function mapped(
  precision: Precision,
  options: { fma: boolean; width: 1 | 2 | 4 },
  apply: <V>(lanes: Lanes<V>, x: V, y: V) => V,
  bytes: number
): Promise<Mapped> {
  const lane = LANES[precision]
  const module = new ModuleBuilder()
  module.ownMemory(POOL + bytes, 'memory')
  const pool = new ConstantPool(lane, 0, POOL / lane.bytes)
  const f = module.function(['i32', 'i32', 'i32', 'i32'], [], 'run')
  const [a, b, out, end] = [0, 1, 2, 3]
  const at = f.local('i32')
  const lanes = new VectorLanes(f, lane, options.fma, options.width, pool)
  const address = f.local('i32')
  const load = (from: number): Emitted => {
    f.get(from).get(at).op('i32.add').set(address)
    return lanes.written((k) => f.get(address).memory('v128.load', k * VECTOR))
  }
  f.repeat(at, options.width * VECTOR, { local: end }, () => {
    const result = lanes.scope(() => apply<Emitted>(lanes, load(a), load(b)))
    f.get(out).get(at).op('i32.add').set(address)
    for (let k = 0; k < options.width; k++) {
      f.get(address)
      lanes.push(result, k)
      f.memory('v128.store', k * VECTOR)
    }
    lanes.release(result)
  })
  module.place(0, pool.bytes())
  const { instance } = await WebAssembly.instantiate(module.bytes())
  const exports = instance.exports as { memory: WebAssembly.Memory; run: (...args: number[]) => void }
  return {
    memory: exports.memory,
    run: (first, second, result, n) => exports.run(first + POOL, second + POOL, result + POOL, n * lane.bytes)
  }
}

/** The function on rows of any length, as one row of results. */
export async function applied(
  precision: Precision,
  options: { fma: boolean; width: 1 | 2 | 4 },
  apply: <V>(lanes: Lanes<V>, x: V, y: V) => V,
  x: ArrayLike<number>,
  y: ArrayLike<number> = x
): Promise<Float64Array> {
  const lane = LANES[precision]
  const length = Math.ceil(x.length / 16) * 16
  const { memory, run } = await mapped(precision, options, apply, 3 * length * lane.bytes)
  const row = (k: number): Float32Array | Float64Array =>
    precision === 'float32'
      ? new Float32Array(memory.buffer, POOL + k * length * 4, length)
      : new Float64Array(memory.buffer, POOL + k * length * 8, length)
  row(0).set(x)
  row(1).set(y)
  run(0, length * lane.bytes, 2 * length * lane.bytes, length)
  return Float64Array.from(row(2).subarray(0, x.length))
}
