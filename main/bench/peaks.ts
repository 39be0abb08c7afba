import { ceiling } from '../../core/engine/bench/ceiling.ts'
import { timeBatch } from './batch.ts'

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

export function measurePeak(precision: Precision, milliseconds: number): Peak {
  const fma = ceiling(precision, false, true) !== undefined
  const best = (joined: boolean): number => {
    const loop = ceiling(precision, joined, fma)!
    loop.run(20_000)
    const rates = Array.from(
      { length: 5 },
      () => (1e4 * loop.flops) / timeBatch((count) => loop.run(1e4 * count), milliseconds / 5).ms / 1e6
    )
    return Math.max(...rates)
  }
  const wasm128 = best(false)
  const joined = best(true)
  const measured = joined > JOINED * wasm128
  return { wasm128, native: measured ? joined : 2 * wasm128, nativeFrom: measured ? 'measured' : 'twice wasm128', fma }
}
