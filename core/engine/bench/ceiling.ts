import { ModuleBuilder, type VectorName } from '../wasm/assembler.ts'

/*
 * What the machine can do at most, by loops that do nothing but multiply-adds on registers. 12 sums of 128 bits fill the pipes
 * without a spill. V8's revectoriser joins neighbours to 256 bits where it is there, starting from adjacent stores: 24 sums that
 * are stored become 12, and those that are not stored stay as they are.
 */
export interface Ceiling {
  /** runs the loop so many times */
  run: (rounds: number) => void
  /** floating-point operations of one round */
  flops: number
}

/** Undefined where the runtime cannot run it; with `fma` false a product and a sum. `joined`: as the revectoriser wants it. */
export function ceiling(precision: 'float64' | 'float32', joined: boolean, fma: boolean): Ceiling | undefined {
  const [type, lanes, splat] =
    precision === 'float64' ? (['f64x2', 2, 'v128.load64_splat'] as const) : (['f32x4', 4, 'v128.load32_splat'] as const)
  const sums = joined ? 24 : 12
  const module = new ModuleBuilder()
  module.ownMemory(65536, 'memory')
  const f = module.function(['i32'], [], 'run')
  const counter = f.local('i32')
  const held = Array.from({ length: sums }, () => f.local('v128'))
  const factor = f.local('v128')
  f.i32(0).memory(splat, 0).set(factor)
  held.forEach((sum, k) =>
    f
      .i32(0)
      .memory('v128.load', 16 * k)
      .set(sum)
  )
  const unrolled = 4
  f.repeat(counter, 1, { local: 0 }, () => {
    for (let k = 0; k < unrolled; k++)
      for (const sum of held) {
        if (fma) f.get(sum).get(factor).get(sum).op(`${type}.relaxed_madd`)
        else
          f.get(sum)
            .get(factor)
            .op(`${type}.mul` as VectorName)
            .get(sum)
            .op(`${type}.add` as VectorName)
        f.set(sum)
      }
  })
  if (joined)
    held.forEach((sum, k) =>
      f
        .i32(0)
        .get(sum)
        .memory('v128.store', 16 * k)
    )
  else held.forEach((sum) => f.i32(0).get(sum).lane('i32x4.extract_lane', 0).memory('i32.store'))
  const bytes = module.bytes()
  if (!WebAssembly.validate(bytes)) return undefined
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes))
  return { run: instance.exports.run as Ceiling['run'], flops: 2 * lanes * sums * unrolled }
}
