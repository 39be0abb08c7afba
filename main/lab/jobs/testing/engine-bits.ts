import { createHash } from 'node:crypto'
import { CompiledEngine } from '../../../../core/engine/wasm/compiled-engine.ts'
import { machine, measureJoining, targetFor } from '../../../../core/engine/wasm/probe.ts'
import { trialPlan, type TrialPlan } from '../../../../core/engine/wasm/testing/plans.ts'

/*
 * Prints a fingerprint of gradients, one line per trial: run under different flags of V8 they must be the same. The first line says
 * whether vectors are joined.
 */

const ACTIVATIONS = ['tanh', 'sigmoid', 'sine', 'silu', 'gelu', 'softplus', 'relu', 'leaky_relu', 'elu'] as const
const ORDERS = [
  [[1]],
  [[3]],
  [
    [2, 0],
    [0, 2]
  ],
  [[1, 1]]
]

process.stdout.write(`${String(measureJoining(() => performance.now()).joined)}\n`)
ACTIVATIONS.forEach((activation, k) => {
  const orders = ORDERS[k % ORDERS.length]!
  for (const precision of ['float64', 'float32'] as const)
    for (const fma of [true, false]) {
      const trial: TrialPlan = { axes: orders[0]!.length, hidden: [9, 20], activation, orders, points: 45, precision, extras: k % 2 === 0 }
      const { plan, bindings } = trialPlan(trial)
      const gradient = new Float64Array(bindings.parameters.length)
      const { total } = new CompiledEngine(plan, bindings, targetFor(machine(), fma)).gradient(gradient)
      const bits = createHash('sha256').update(gradient).update(Float64Array.of(total)).digest('hex').slice(0, 16)
      process.stdout.write(`${activation} ${precision} ${fma ? 'fused' : 'apart'} ${bits}\n`)
    }
})
