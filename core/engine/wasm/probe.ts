import { ceiling, type Ceiling } from '../bench/ceiling.ts'
import type { Target } from './shape.ts'

/** Rounds of the probe's loops: some 0.1 ms each. */
const ROUNDS = 1000
const REPEATS = 5
/** Joined vectors do twice the work in a time; with less than this gained, they were not joined. */
const GAIN = 1.5

export interface Machine {
  /** vectors of 128 bits; without them nothing is compiled */
  vectors: boolean
  /** relaxed multiply-add */
  fma: boolean
  /** V8 joins neighbouring vectors to 256 bits (its revectoriser) */
  joined: boolean
}

let known: Machine | undefined

/** What the runtime has. Whether vectors are joined only a clock can tell: not so until `measureJoining` was asked. */
export function machine(): Machine {
  known ??= { vectors: ceiling('float32', false, false) !== undefined, fma: ceiling('float32', false, true) !== undefined, joined: false }
  return known
}

/** Finds out by a clock (in milliseconds) whether V8 joins vectors. It changes how fast runs are, and none of their bits. */
export function measureJoining(clock: () => number): Machine {
  const found = machine()
  const [apart, together] = [ceiling('float32', false, found.fma), ceiling('float32', true, found.fma)]
  if (apart === undefined || together === undefined) return found
  known = { ...found, joined: rate(together, clock) > GAIN * rate(apart, clock) }
  return known
}

function rate({ run, flops }: Ceiling, clock: () => number): number {
  let best = Infinity
  for (let k = 0; k < REPEATS; k++) {
    const from = clock()
    run(ROUNDS)
    best = Math.min(best, clock() - from)
  }
  return flops / best
}

/**
 * Tiles for a machine: 15 registers hold sums, loaded values and a splat; joined vectors are half as many. Without a fused instruction a product
 * needs one more. Measured with layers of 20, 64 and 256 neurons.
 */
export function targetFor({ joined }: Machine, fma: boolean): Target {
  const rows = fma ? 6 : 5
  return joined ? { fma, tile: { rows, vectors: 4 }, width: 4 } : { fma, tile: { rows, vectors: 2 }, width: 2 }
}
