import { setFlagsFromString } from 'node:v8'
import { measureJoining } from '../../../core/engine/wasm/probe.ts'

/**
 * What V8 is told before it compiles training code, which runs for long and is never too early to optimise: no quick first
 * code, everything at once, and neighbouring vectors of 128 bits joined to 256 where the processor has them. None of it changes a bit of the results.
 */
export const ENGINE_FLAGS = ['--no-liftoff', '--no-wasm-lazy-compilation', '--experimental-wasm-revectorize'] as const

/**
 * Tells V8. Flags are those of the process, whichever thread sets them, so the sooner the better: Electron's door does it before it
 * is ready. `app.commandLine.appendSwitch('js-flags', …)` comes too late for that process: Electron reads the switch for its own V8
 * before it runs the application. One call a flag, because V8 stops at the first that it does not know.
 */
export function setEngineFlags(flags: readonly string[] = ENGINE_FLAGS): void {
  for (const flag of flags) setFlagsFromString(flag)
}

/** The same with vectors left apart: what a runtime without V8's revectoriser would reach. */
export const APART_FLAGS = ENGINE_FLAGS.map((flag) => flag.replace(/^--(?=experimental-)/, '--no-'))

/** In a thread that trains, before its first compilation: sets the flags and looks at what came of them. */
export function prepareEngine(flags: readonly string[] = ENGINE_FLAGS): void {
  setEngineFlags(flags)
  measureJoining(() => performance.now())
}
