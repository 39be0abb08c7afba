import { expect, test } from 'vitest'
import { ModuleBuilder } from './assembler.ts'
import { LANE, MEMORY, PLAIN, VECTOR, VECTOR_MEMORY, type LaneName, type MemoryName, type PlainName, type VectorName } from './opcodes.ts'

async function run(module: ModuleBuilder, imports: WebAssembly.Imports = {}): Promise<Record<string, (...args: number[]) => number>> {
  const { instance } = await WebAssembly.instantiate(module.bytes(), imports)
  return instance.exports as Record<string, (...args: number[]) => number>
}

test('scalars, locals, loops, calls and imports', async () => {
  const module = new ModuleBuilder()
  const square = module.importFunction('math', 'square', ['f64'], ['f64'])
  const twice = module.function(['f64'], ['f64'])
  twice.get(0).f64(2).op('f64.mul')
  // sum of 2 k^2 for k = 0 .. n - 1
  const sum = module.function(['i32'], ['f64'], 'sum')
  const k = sum.local('i32')
  const total = sum.local('f64')
  sum.repeat(k, 1, { local: 0 }, () => {
    sum.get(total).get(k).op('f64.convert_i32_s').call(square).call(twice).op('f64.add').set(total)
  })
  sum.get(total)
  const exports = await run(module, { math: { square: (x: number) => x * x } })
  expect(exports.sum!(1000)).toBe((2 * 999 * 1000 * 1999) / 6)
})

test('blocks, branches and choices: the first power of two that is large enough', async () => {
  const module = new ModuleBuilder()
  const f = module.function(['i32'], ['i32'], 'ceil')
  const power = f.local('i32')
  f.i32(1).set(power)
  f.block((done) => {
    f.loop((again) => {
      f.get(power).get(0).op('i32.ge_u').branchIf(done)
      f.get(power).i32(1).op('i32.shl').set(power)
      f.branch(again)
    })
  })
  f.get(power).i32(64).op('i32.gt_u')
  f.if(
    () => f.i32(-1),
    () => f.get(power),
    'i32'
  )
  const { ceil } = await run(module)
  expect([1, 5, 64, 65].map((n) => ceil!(n))).toEqual([1, 8, 64, -1])
})

test('numbers of every size stand in the code and in memory as they are', async () => {
  const module = new ModuleBuilder()
  module.ownMemory(100_000, 'memory')
  module.place(70_000, Uint8Array.of(1, 2, 3, 4))
  const integers = [0, 1, -1, 63, 64, -64, -65, 8191, 8192, 2 ** 31 - 1, -(2 ** 31)]
  const constant = integers.map((value, k) => module.function([], ['i32'], `i${k}`).i32(value).index)
  const read = module.function([], ['i32'], 'read')
  read.i32(0).memory('i32.load', 70_000, 2)
  const big = module.function([], ['f64'], 'big')
  big.i64(-(2n ** 62n)).op('f64.convert_i64_s')
  const exports = await run(module)
  expect(constant.map((_, k) => exports[`i${k}`]!())).toEqual(integers)
  expect(exports.read!()).toBe(0x04030201)
  expect(exports.big!()).toBe(-(2 ** 62))
})

test('vectors: splats, shuffles, selects, fused multiply-add', async () => {
  const module = new ModuleBuilder()
  module.ownMemory(64, 'memory')
  const f = module.function([], [], 'f')
  // (3, 3) * (2, 2) + (1, 5), stored with its lanes exchanged
  f.i32(0).f64x2(3).f64x2(2).f64x2(1).f64(5).lane('f64x2.replace_lane', 1).op('f64x2.relaxed_madd').f64x2(0)
  f.shuffle([8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7]).memory('v128.store')
  f.i32(16).f32x4(1).f32x4(2).i32x4(-1).op('v128.bitselect').memory('v128.store')
  f.i32(32).i64x2(-2n, 7n).memory('v128.store')
  const { instance } = await WebAssembly.instantiate(module.bytes(), {})
  ;(instance.exports.f as () => void)()
  const { buffer } = instance.exports.memory as WebAssembly.Memory
  expect([...new Float64Array(buffer, 0, 2)]).toEqual([11, 7])
  expect([...new Float32Array(buffer, 16, 4)]).toEqual([1, 1, 1, 1])
  expect([...new BigInt64Array(buffer, 32, 2)]).toEqual([-2n, 7n])
})

const RESULT: Readonly<Record<string, 'i32' | 'i64' | 'f32' | 'f64' | 'v128'>> = { i32: 'i32', i64: 'i64', f32: 'f32', f64: 'f64' }

/** Operand types of an instruction by its name, as the specification's typing rules say. */
function operands(name: string): ('i32' | 'i64' | 'f32' | 'f64' | 'v128')[] {
  const [type, what] = name.split('.') as [string, string]
  if (RESULT[type] === undefined) {
    const scalar = { i8x16: 'i32', i16x8: 'i32', i32x4: 'i32', i64x2: 'i64', f32x4: 'f32', f64x2: 'f64' }[type] as 'i32'
    if (what === 'splat') return [scalar]
    if (/^(shl|shr)/.test(what)) return ['v128', 'i32']
    if (/madd|bitselect/.test(what)) return ['v128', 'v128', 'v128']
    if (what === 'not' || /^(abs|neg|sqrt|ceil|floor|trunc|nearest|any_true|all_true|bitmask|demote|promote|convert)/.test(what))
      return ['v128']
    return ['v128', 'v128']
  }
  const from = /_([if](?:32|64))/.exec(what)?.[1]
  if (from !== undefined) return [RESULT[from]!]
  if (/^(eqz|clz|ctz|popcnt|abs|neg|ceil|floor|trunc|nearest|sqrt)$/.test(what)) return [RESULT[type]]
  return [RESULT[type], RESULT[type]]
}

function constantOf(f: ReturnType<ModuleBuilder['function']>, type: string): void {
  if (type === 'i32') f.i32(1)
  else if (type === 'i64') f.i64(1n)
  else if (type === 'f32') f.f32(1)
  else if (type === 'f64') f.f64(1)
  else f.f64x2(1)
}

test('every opcode of the tables validates with the operands of its name', () => {
  const names = [...Object.keys(PLAIN).filter((name) => name.includes('.')), ...Object.keys(VECTOR)] as (PlainName | VectorName)[]
  for (const name of names) {
    const module = new ModuleBuilder()
    const f = module.function([], [])
    for (const type of operands(name)) constantOf(f, type)
    f.op(name).op('drop')
    expect(WebAssembly.validate(module.bytes()), name).toBe(true)
  }
  for (const name of Object.keys(LANE) as LaneName[]) {
    const module = new ModuleBuilder()
    const f = module.function([], [])
    f.f64x2(0)
    if (name.endsWith('replace_lane')) constantOf(f, { i32x4: 'i32', i64x2: 'i64', f32x4: 'f32', f64x2: 'f64' }[name.slice(0, 5)]!)
    f.lane(name, 1).op('drop')
    expect(WebAssembly.validate(module.bytes()), name).toBe(true)
  }
  for (const name of [...Object.keys(MEMORY), ...Object.keys(VECTOR_MEMORY)] as MemoryName[]) {
    const module = new ModuleBuilder()
    module.ownMemory(64, 'memory')
    const f = module.function([], [])
    f.i32(0)
    if (name.includes('store')) constantOf(f, name.startsWith('v128') ? 'v128' : name.slice(0, 3))
    f.memory(name)
    if (!name.includes('store')) f.op('drop')
    expect(WebAssembly.validate(module.bytes()), name).toBe(true)
  }
})
