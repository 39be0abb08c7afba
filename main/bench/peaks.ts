import { ceiling } from '../../core/engine/bench/ceiling.ts'

export type Precision = 'float64' | 'float32'

/** GFLOP/s that loops of multiply-adds reach on one core. */
export interface Peak {
  /** by 128-bit vectors */
  wasm128: number
  /** by 256-bit vectors: measured where V8 joins vectors, else twice `wasm128` */
  native: number
  nativeFrom: 'measured' | 'twice wasm128'
  fma: boolean
}

/** V8 has joined vectors where the loop made for it runs so much faster. */
const JOINED = 1.5
/** of the loop: some half a millisecond */
const ROUNDS = 100_000

export function measurePeak(precision: Precision, milliseconds: number): Peak {
  const fma = ceiling(precision, false, true) !== undefined
  // the best of many short runs: few of them are interrupted, and a peak is what is looked for
  const best = (joined: boolean): number => {
    const loop = ceiling(precision, joined, fma)!
    const until = performance.now() + milliseconds / 2
    let least = Infinity
    while (performance.now() < until) {
      const start = performance.now()
      loop.run(ROUNDS)
      least = Math.min(least, performance.now() - start)
    }
    return (ROUNDS * loop.flops) / least / 1e6
  }
  const wasm128 = best(false)
  const joined = best(true)
  const measured = joined > JOINED * wasm128
  return { wasm128, native: measured ? joined : 2 * wasm128, nativeFrom: measured ? 'measured' : 'twice wasm128', fma }
}
