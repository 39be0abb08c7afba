import { CompiledEngine } from '../wasm/compiled-engine.ts'
import type { Control } from './control.ts'
import type { FarJob } from './partner.ts'

/**
 * The body of a second thread: computes the second share of every step that is asked for, until the thread is ended from outside.
 * @param receive the job that was sent since it was last asked
 */
export function serveFar(control: Control, receive: () => FarJob | undefined): never {
  control.state = 'ready'
  let job: FarJob | undefined
  let engine: CompiledEngine | undefined
  for (;;) {
    control.waitForWork()
    try {
      for (let next = receive(); next !== undefined; next = receive()) {
        job = next
        engine = new CompiledEngine(job.plan, job.bindings, job.target)
      }
      const { flags, sums, gradient } = job!.shared
      sums.fill(0)
      engine!.addShare(1, sums, flags[0] === 1 ? gradient : undefined)
    } catch {
      // the other thread computes the share itself, and meets there what is wrong with it
      control.state = 'failed'
    }
    control.finish()
  }
}
