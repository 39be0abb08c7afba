import { setFlagsFromString } from 'node:v8'
import { measureJoining } from '../../../core/engine/wasm/probe.ts'

/**
 * What V8 is told before it compiles training code, which runs for long and is never too early to optimise: no quick first
 * code, everything at once, and neighbouring vectors of 128 bits joined to 256 where the processor has them. None of it changes a bit of the results.
 */
export const ENGINE_FLAGS = ['--no-liftoff', '--no-wasm-lazy-compilation', '--experimental-wasm-revectorize'] as const

/** Flags are those of the process, whichever thread sets them: so before its first compilation. Then looks at what came of it. */
export function prepareEngine(): void {
  for (const flag of ENGINE_FLAGS) setFlagsFromString(flag)
  measureJoining(() => performance.now())
}
