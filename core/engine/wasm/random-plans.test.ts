import { expect, test } from 'vitest'
import type { Order } from '../../autodiff/graph.ts'
import { StreamGenerator } from '../../network/random.ts'
import type { Activation } from '../../training/settings.ts'
import { Interpreter } from '../interpreter.ts'
import type { Bindings, Engine, Plan } from '../plan.ts'
import { CompiledEngine } from './compiled-engine.ts'
import type { Target } from './shape.ts'
import { trialPlan, type TrialPlan } from './testing/plans.ts'

const ACTIVATIONS: readonly Activation[] = ['tanh', 'sigmoid', 'sine', 'silu', 'gelu', 'softplus', 'relu', 'leaky_relu', 'elu']
const INPUTS = [undefined, 'scaled', 'features', 'scaled features'] as const

/**
 * A network, residual and set of points drawn at random: any width from 1 on, derivatives up to order 4, inputs as they are or normalised or as
 * Fourier features, skips, shared taps, weights of points.
 */
function randomTrial(seed: number): TrialPlan {
  const generator = new StreamGenerator(seed, 'plans')
  const below = (count: number): number => Math.min(count - 1, Math.floor(count * generator.uniform()))
  const axes = 1 + below(4)
  const orders = Array.from({ length: 1 + below(3) }, (): Order => {
    const order = Array.from({ length: axes }, () => 0)
    for (let k = 0; k < 1 + below(axes > 2 ? 3 : 4); k++) order[below(axes)]!++
    return order
  })
  const depth = 1 + below(3)
  const even = generator.uniform() < 0.4
  const width = 1 + below(20)
  const hidden = Array.from({ length: depth }, () => (even ? width : 1 + below(20)))
  const inputs = INPUTS[seed % INPUTS.length]
  return {
    axes,
    orders,
    hidden,
    activation: hidden.map(() => ACTIVATIONS[below(ACTIVATIONS.length)]!),
    ...(even && depth > 1 ? { skips: hidden.map((_, l) => (l > 0 && generator.uniform() < 0.5 ? below(l) : undefined)) } : {}),
    points: 1 + below(70),
    outputs: 1 + below(3),
    w0: 1 + generator.uniform(),
    extras: ([false, true, 'trained'] as const)[below(3)]!,
    pointWeights: generator.uniform() < 0.3,
    scale: 0.6,
    ...(inputs === undefined ? {} : { inputs })
  }
}

const targetOf = (seed: number): Target => ({
  fma: seed % 3 !== 0,
  tile: { rows: 1 + (seed % 6), vectors: seed % 2 === 0 ? 2 : 4 },
  width: ([1, 2, 4] as const)[seed % 3]!
})

function answers(engine: Engine, { parameters }: Bindings): Float64Array[] {
  const p = parameters.length
  const out = [p, engine.rows * p, engine.rows, p].map((length) => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array
  ]
  const { total } = engine.gradient(out[0])
  engine.jacobian(out[1])
  engine.jv(
    parameters.map((_, k) => Math.cos(k)),
    out[2]
  )
  engine.jtw(
    out[2].map((_, k) => Math.sin(1 + k)),
    out[3]
  )
  return [Float64Array.of(total), ...out]
}

function worst(plan: Plan, bindings: Bindings, target: Target): number {
  const exact = answers(new Interpreter({ ...plan, precision: 'float64' }, bindings), bindings)
  const found = answers(new CompiledEngine(plan, bindings, target), bindings)
  const errors = exact.map((values, k) => {
    const size = values.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
    return values.reduce((most, x, i) => Math.max(most, Math.abs(x - found[k]![i]!)), 0) / size
  })
  return errors.some(Number.isNaN) ? NaN : Math.max(...errors)
}

test.each(Array.from({ length: 60 }, (_, seed) => seed))('gradient, rows and products of random plan %i', (seed) => {
  const { plan, bindings } = trialPlan(randomTrial(seed))
  expect(worst(plan, bindings, targetOf(seed))).toBeLessThan(1e-12)
  expect(worst({ ...plan, precision: 'float32' }, bindings, targetOf(seed))).toBeLessThan(1e-5)
})

test('a million points, and one more', () => {
  const { plan, bindings } = trialPlan({ axes: 1, hidden: [3], activation: 'tanh', orders: [[1]], points: 1_000_001, extras: 'trained' })
  const p = bindings.parameters.length
  const [exact, found, single] = [
    new Interpreter(plan, bindings),
    new CompiledEngine(plan, bindings, targetOf(1)),
    new CompiledEngine({ ...plan, precision: 'float32' }, bindings, targetOf(1))
  ].map((engine) => {
    const gradient = new Float64Array(p)
    return [engine.gradient(gradient).total, ...gradient]
  }) as [number[], number[], number[]]
  const size = Math.max(...exact.map(Math.abs))
  exact.forEach((x, k) => {
    expect(Math.abs(x - found[k]!) / size).toBeLessThan(1e-12)
    expect(Math.abs(x - single[k]!) / size).toBeLessThan(1e-5)
  })
})
