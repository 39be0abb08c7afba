import { expect, test } from 'vitest'
import type { Order } from '../autodiff/graph.ts'
import { Interpreter } from './interpreter.ts'
import { trialPlan, type TrialPlan } from './wasm/testing/plans.ts'

const ACTIVATIONS = ['tanh', 'sigmoid', 'sine', 'silu', 'gelu', 'softplus', 'relu', 'leaky_relu', 'elu'] as const
const ORDERS: readonly Order[] = [[4], [1, 1], [3, 1], [2, 2], [2, 1, 1], [1, 1, 1, 1]]
const CASES = ACTIVATIONS.flatMap((activation) => ORDERS.map((order) => [activation, order.join(' '), order] as const))
const POINTS = 7
const H = 1e-5

const trialOf = (activation: (typeof ACTIVATIONS)[number], order: Order): TrialPlan => ({
  axes: order.length,
  hidden: [5, 4],
  activation,
  orders: [order],
  points: POINTS,
  w0: 1.3,
  scale: 0.7,
  inputs: 'scaled features'
})

/** D^order of the network at its points, moved by `shift` along an axis. */
function derivative(trial: TrialPlan, order: Order, axis = 0, shift = 0): Float64Array {
  const { plan, bindings } = trialPlan({ ...trial, residual: (_, network) => network(order) })
  const points = bindings.points.map((group) => group.map((values, k) => values.map((x) => (k === axis ? x + shift : x))))
  const out = new Float64Array(POINTS)
  new Interpreter(plan, { ...bindings, points }).residuals(0, 0, out)
  return out
}

test.each(CASES)('%s: the derivative of orders %s is that of the one below, by central differences', (activation, _, order) => {
  const trial = trialOf(activation, order)
  for (const [axis, n] of order.entries()) {
    if (n === 0) continue
    const below = order.map((m, k) => (k === axis ? m - 1 : m))
    const [up, down] = [derivative(trial, below, axis, H), derivative(trial, below, axis, -H)]
    derivative(trial, order).forEach((value, p) =>
      expect(Math.abs((up[p]! - down[p]!) / (2 * H) - value)).toBeLessThan(1e-6 * (1 + Math.abs(value)))
    )
  }
})

test.each(CASES)('%s: the gradient of a loss with orders %s, by central differences', (activation, _, order) => {
  const { plan, bindings } = trialPlan(trialOf(activation, order))
  const { parameters } = bindings
  const engine = new Interpreter(plan, bindings)
  const gradient = new Float64Array(parameters.length)
  engine.gradient(gradient)
  const size = 1 + Math.max(...gradient.map(Math.abs))
  const at = (i: number, value: number): number => {
    parameters[i] = value
    return engine.loss().total
  }
  gradient.forEach((slope, i) => {
    const kept = parameters[i]!
    const difference = (at(i, kept + H) - at(i, kept - H)) / (2 * H)
    parameters[i] = kept
    expect(Math.abs(difference - slope)).toBeLessThan(1e-6 * size)
  })
})
