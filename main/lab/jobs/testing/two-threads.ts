import { createHash } from 'node:crypto'
import { WORKLOADS, makeWorkload, type WorkloadId } from '../../../../core/engine/bench/workloads.ts'
import { offerThread } from '../../../../core/engine/threads/partner.ts'
import { CompiledEngine } from '../../../../core/engine/wasm/compiled-engine.ts'
import { machine, targetFor } from '../../../../core/engine/wasm/probe.ts'
import { prepareEngine } from '../engine-flags.ts'
import { startFarThread } from '../far-thread.ts'

/*
 * Trains workloads by one thread and by two, for as many milliseconds as said, and prints per workload and precision: milliseconds of a
 * step by one thread, the same by two, how many steps were taken together, and whether the parameters of the first steps have the same bits.
 */

const [ids, milliseconds] = [process.argv[2]!.split(',') as WorkloadId[], Number(process.argv[3])]
const STEPS = 20

/** Waits between slices of training, as a worker does: its partner can only start then. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1))

async function train(id: WorkloadId, precision: 'float64' | 'float32'): Promise<{ step: number; bits: string }> {
  const { plan, bindings } = makeWorkload(WORKLOADS[id], precision)
  const engine = new CompiledEngine(plan, bindings, targetFor(machine(), true))
  const gradient = new Float64Array(bindings.parameters.length)
  const start = bindings.parameters.slice()
  const from = performance.now()
  let best = Infinity
  // until the second thread is at work, where there is one; each slice is timed apart: a busy machine takes breaks
  while (performance.now() - from < milliseconds) {
    const slice = performance.now()
    let steps = 0
    while (performance.now() - slice < 50) {
      engine.gradient(gradient)
      steps++
    }
    best = Math.min(best, (performance.now() - slice) / steps)
    await breathe()
  }
  bindings.parameters.set(start)
  for (let step = 0; step < STEPS; step++) {
    engine.gradient(gradient)
    gradient.forEach((value, k) => (bindings.parameters[k]! -= 1e-3 * value))
  }
  return { step: best, bits: createHash('sha256').update(bindings.parameters).digest('hex').slice(0, 16) }
}

prepareEngine()
for (const id of ids)
  for (const precision of ['float32', 'float64'] as const) {
    offerThread(undefined)
    const alone = await train(id, precision)
    const thread = startFarThread()
    offerThread({ start: () => thread, clock: () => performance.now() })
    const together = await train(id, precision)
    const same = alone.bits === together.bits ? 'same bits' : 'OTHER BITS'
    // the first word counts the steps that were asked of the other thread
    const words = [id, precision, alone.step.toPrecision(3), together.step.toPrecision(3), thread.control.words[0], same]
    process.stdout.write(`${words.join(' ')}\n`)
  }
process.exit(0)
