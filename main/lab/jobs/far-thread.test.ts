import { afterAll, expect, test } from 'vitest'
import { makeWorkload, WORKLOADS } from '../../../core/engine/bench/workloads.ts'
import type { Bindings, Plan } from '../../../core/engine/plan.ts'
import type { FarThread } from '../../../core/engine/threads/partner.ts'
import { offerThread } from '../../../core/engine/threads/partner.ts'
import { CompiledEngine } from '../../../core/engine/wasm/compiled-engine.ts'
import { machine, targetFor } from '../../../core/engine/wasm/probe.ts'
import { trialPlan } from '../../../core/engine/wasm/testing/plans.ts'
import { startFarThread } from './far-thread.ts'

const started: FarThread[] = []
const ready = async (): Promise<FarThread> => {
  const thread = startFarThread()
  started.push(thread)
  await expect.poll(() => thread.control.state, { timeout: 20_000 }).toBe('ready')
  return thread
}

afterAll(() => offerThread(undefined))

/** Loss, its terms and its gradient, twice: at the first parameters and after a step downhill. */
function steps({ plan, bindings }: { plan: Plan; bindings: Bindings }): number[] {
  const own = { ...bindings, parameters: bindings.parameters.slice() }
  const engine = new CompiledEngine(plan, own, targetFor(machine(), false))
  const gradient = new Float64Array(own.parameters.length)
  return [0, 1].flatMap(() => {
    const { total, terms } = engine.gradient(gradient)
    gradient.forEach((value, k) => (own.parameters[k]! -= 1e-3 * value))
    return [total, ...terms, ...gradient, engine.loss().total]
  })
}

/** As many points in every group: each has a part in both shares. */
const evenly = ({ plan, bindings }: { plan: Plan; bindings: Bindings }) => ({
  plan,
  bindings: { ...bindings, points: bindings.points.map(() => bindings.points[0]!) }
})

/** Large enough to be split; B's gradient is added once per share, the last have several groups, weights of points and trained numbers. */
const PLANS = (['float32', 'float64'] as const).flatMap((precision) => [
  makeWorkload(WORKLOADS.B, precision),
  makeWorkload({ axes: 2, hidden: [20, 20], points: 4401, residual: 'burgers' }, precision),
  ...([true, 'trained'] as const).map((extras) =>
    evenly(
      trialPlan({
        axes: 2,
        hidden: [20, 24],
        activation: 'tanh',
        orders: [
          [2, 0],
          [0, 1]
        ],
        points: 4007,
        precision,
        extras,
        pointWeights: true
      })
    )
  )
])
const always = { wanted: true, together: () => true, took: () => undefined }

test('two threads compute the bits of one', async () => {
  const alone = PLANS.map(steps)
  const thread = await ready()
  offerThread({ start: () => thread, clock: () => 0, policy: () => always })
  expect(PLANS.map(steps)).toEqual(alone)
  // a gradient and a loss, twice, of every plan
  expect(thread.control.words[0]).toBe(4 * PLANS.length)
}, 60_000)

test('where the second thread fails, the first does its share', async () => {
  offerThread(undefined)
  const alone = steps(PLANS[0]!)
  const thread = await ready()
  const broken: FarThread = { control: thread.control, send: (job) => thread.send({ ...job, plan: { ...job.plan, networks: [] } }) }
  offerThread({ start: () => broken, clock: () => 0, policy: () => always })
  expect(steps(PLANS[0]!)).toEqual(alone)
  expect(thread.control.state).toBe('failed')
}, 60_000)
