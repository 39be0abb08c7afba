import { expect, test } from 'vitest'
import { makeSubject } from './subject.ts'
import { flopsOf, makeWorkload, WORKLOADS, type WorkloadId } from './workloads.ts'

test('operations of a step, as they were published for these sizes', () => {
  const millions = (id: WorkloadId): number => flopsOf(WORKLOADS[id]) / 1e6
  // C, 10,000 points: 7 products of 20 x 20 and one of 20 x 1, six operations each, four channels
  expect(millions('C')).toBe((6 * 4 * 10_000 * (7 * 400 + 20)) / 1e6)
  const published = { A: 0.0246, B: 19.2, C: 677, D: 741, E: 16138 }
  for (const [id, value] of Object.entries(published)) expect(millions(id as WorkloadId) / value).toBeCloseTo(1, 2)
})

test.each(['decay', 'poisson-1d', 'burgers', 'poisson-2d'] as const)('%s: the gradient is that of the loss', (residual) => {
  const axes = residual === 'decay' || residual === 'poisson-1d' ? 1 : 2
  const workload = makeWorkload({ axes, hidden: [5, 4], points: 7, residual }, 'float64')
  const { parameters } = workload.bindings
  const gradient = new Float64Array(parameters.length)
  makeSubject(workload).gradient(gradient)
  const loss = (k: number, step: number): number => {
    const moved = {
      ...workload,
      bindings: { ...workload.bindings, parameters: parameters.map((value, j) => value + (j === k ? step : 0)) }
    }
    return makeSubject(moved).gradient(new Float64Array(parameters.length))
  }
  for (let k = 0; k < parameters.length; k += 3) expect((loss(k, 1e-5) - loss(k, -1e-5)) / 2e-5).toBeCloseTo(gradient[k]!, 5)
})

test('training steps lower the loss, and leave the workload as it was', () => {
  const workload = makeWorkload({ axes: 1, hidden: [8], points: 20, residual: 'poisson-1d' }, 'float64')
  const subject = makeSubject(workload)
  const scratch = new Float64Array(workload.bindings.parameters.length)
  const first = subject.gradient(scratch)
  subject.steps(200)
  expect(subject.gradient(scratch)).toBeLessThan(first)
  expect(makeSubject(workload).gradient(scratch)).toBe(first)
})
