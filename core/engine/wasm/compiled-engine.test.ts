import { expect, test } from 'vitest'
import { call } from '../../autodiff/fold.ts'
import type { Graph } from '../../autodiff/graph.ts'
import { type Id, type Order } from '../../autodiff/graph.ts'
import { OPERATIONS, type OperationName } from '../../autodiff/operations/index.ts'
import { StreamGenerator } from '../../network/random.ts'
import { Interpreter } from '../interpreter.ts'
import type { Bindings, Plan } from '../plan.ts'
import { CompiledEngine } from './compiled-engine.ts'
import type { Target } from './shape.ts'
import { trialPlan, type TrialPlan } from './testing/plans.ts'

const FUSED: Target = { fma: true, tile: { rows: 6, vectors: 2 }, width: 2 }
const SEPARATE: Target = { fma: false, tile: { rows: 5, vectors: 2 }, width: 2 }
const WIDE: Target = { fma: true, tile: { rows: 4, vectors: 4 }, width: 4 }

interface Difference {
  gradient: number
  loss: number
}

/** Gradient relative to its largest entry, and the loss, against the interpreter in float64. */
function difference(trial: TrialPlan, target: Target): Difference {
  const { plan, bindings } = trialPlan(trial)
  const exact = gradientOf(new Interpreter({ ...plan, precision: 'float64' }, bindings), bindings)
  const found = gradientOf(new CompiledEngine(plan, bindings, target), bindings)
  const size = exact.gradient.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  return {
    gradient: exact.gradient.reduce((most, x, k) => worse(most, Math.abs(x - found.gradient[k]!) / size), 0),
    loss: Math.abs(found.total - exact.total) / exact.total
  }
}

const worse = (a: number, b: number): number => (Number.isNaN(b) ? NaN : Math.max(a, b))

function gradientOf(engine: { gradient(out: Float64Array): { total: number } }, { parameters }: Bindings) {
  const gradient = new Float64Array(parameters.length)
  return { gradient, total: engine.gradient(gradient).total }
}

const ACTIVATIONS = ['tanh', 'sigmoid', 'sine', 'silu', 'gelu', 'softplus', 'relu', 'leaky_relu', 'elu'] as const
const ORDERS: Readonly<Record<string, readonly Order[]>> = {
  u_x: [[1]],
  u_xx: [[2]],
  u_xxx: [[3]],
  u_xxxx: [[4]],
  'u_x, u_y': [
    [1, 0],
    [0, 1]
  ],
  u_xy: [[1, 1]],
  'u_xx, u_yy': [
    [2, 0],
    [0, 2]
  ],
  'u_xxy, u_yy': [
    [2, 1],
    [0, 2]
  ],
  u_xxyy: [[2, 2]],
  'u_xyz, u_zz': [
    [1, 1, 1],
    [0, 0, 2]
  ],
  'u_xyzw, u_w': [
    [1, 1, 1, 1],
    [0, 0, 0, 1]
  ]
}

test.each(ACTIVATIONS.flatMap((activation) => Object.keys(ORDERS).map((name) => [activation, name] as const)))(
  'gradient of %s with %s',
  (activation, name) => {
    const orders = ORDERS[name]!
    const trial: TrialPlan = { axes: orders[0]!.length, hidden: [9, 6], activation, orders, points: 21, scale: 0.6 }
    const double = difference(trial, FUSED)
    expect(double.gradient).toBeLessThan(1e-12)
    expect(double.loss).toBeLessThan(1e-12)
    const single = difference({ ...trial, precision: 'float32' }, WIDE)
    expect(single.gradient).toBeLessThan(1e-5)
    expect(single.loss).toBeLessThan(1e-5)
  }
)

/** sum of factor * second derivative along each axis, and what else is given. */
function laplacian(factors: readonly number[], rest?: (graph: Graph, network: (order: Order) => Id) => Id) {
  return (graph: Graph, network: (order: Order) => Id): Id => {
    const terms = factors.map((factor, axis) =>
      call(graph, 'mul', graph.constant(factor), network(factors.map((_, k) => (k === axis ? 2 : 0))))
    )
    return [...terms, ...(rest === undefined ? [] : [rest(graph, network)])].reduce((sum, term) => call(graph, 'add', sum, term))
  }
}

const TRIALS: Readonly<Record<string, TrialPlan>> = {
  Laplacian: {
    axes: 2,
    hidden: [9, 7],
    activation: 'tanh',
    orders: [
      [2, 0],
      [0, 2]
    ],
    points: 37,
    residual: laplacian([1, 1])
  },
  'Laplacian and mixed terms in three variables': {
    axes: 3,
    hidden: [6, 6],
    activation: 'gelu',
    orders: [
      [2, 0, 0],
      [0, 2, 0],
      [0, 0, 2],
      [1, 1, 0]
    ],
    points: 20,
    residual: laplacian([2, -1, 0.5], (graph, n) => call(graph, 'mul', n([1, 1, 0]), n([0, 0, 1])))
  },

  'eight outputs of four variables': {
    axes: 4,
    hidden: [9, 7],
    activation: 'tanh',
    orders: [
      [2, 0, 0, 0],
      [0, 1, 0, 1]
    ],
    outputs: 8,
    points: 25,
    inputs: 'scaled features'
  },
  'one neuron, one point': { axes: 1, hidden: [1], activation: 'tanh', orders: [[2]], points: 1 },
  'no hidden layer': { axes: 2, hidden: [], activation: 'tanh', orders: [[1, 0]], points: 9 },
  'odd widths, a ragged block': { axes: 2, hidden: [17, 33, 9], activation: 'tanh', orders: [[1, 1]], points: 67 },
  'wide layers, deep sums': { axes: 1, hidden: [65, 31], activation: 'silu', orders: [[1]], points: 40 },
  'several outputs': {
    axes: 2,
    hidden: [10, 10],
    activation: 'tanh',
    orders: [
      [2, 0],
      [0, 1]
    ],
    outputs: 5,
    points: 50
  },
  'an activation for each layer': {
    axes: 1,
    hidden: [7, 8, 9],
    activation: ['sine', 'gelu', 'softplus'],
    orders: [[2]],
    points: 33,
    w0: 3
  },
  skips: { axes: 2, hidden: [8, 8, 8, 8], activation: 'tanh', orders: [[2, 0]], points: 30, skips: [undefined, 0, 1, 0] },
  'a shared tap and a trained number': { axes: 2, hidden: [6, 5], activation: 'tanh', orders: [[1, 1]], points: 45, extras: true },
  'a trained number': { axes: 2, hidden: [6, 5], activation: 'sine', orders: [[1, 1]], points: 45, extras: 'trained' },
  'weights of points': { axes: 1, hidden: [12], activation: 'sigmoid', orders: [[2]], points: 70, pointWeights: true, extras: true }
}

test.each(Object.keys(TRIALS))('gradient: %s', (name) => {
  const trial = TRIALS[name]!
  for (const target of [FUSED, SEPARATE, WIDE]) {
    expect(difference(trial, target).gradient).toBeLessThan(1e-12)
    expect(difference({ ...trial, precision: 'float32' }, target).gradient).toBeLessThan(1e-5)
  }
})

test.each(Object.keys(TRIALS))('outputs, residuals and least squares: %s', (name) => {
  const { plan, bindings } = trialPlan(TRIALS[name]!)
  const engines = [new Interpreter(plan, bindings), new CompiledEngine(plan, bindings, FUSED)] as const
  const count = bindings.points[0]![0]!.length
  const [oracle, found] = engines.map((engine) => {
    const outputs = [new Float64Array(count), new Float64Array(count)]
    engine.evaluate(0, outputs)
    const residual = new Float64Array(count)
    engine.residuals(0, 0, residual)
    const values = new Float64Array(engine.rows)
    engine.rowValues(values)
    const back = new Float64Array(bindings.parameters.length)
    engine.jtw(
      values.map((_, k) => Math.sin(k)),
      back
    )
    const along = new Float64Array(engine.rows)
    engine.jv(
      bindings.parameters.map((_, k) => Math.cos(k)),
      along
    )
    const rows = new Float64Array(2 * bindings.parameters.length)
    engine.jacobian(rows, engine.rows - 4, engine.rows - 2)
    const all = new Float64Array(engine.rows * bindings.parameters.length)
    engine.jacobian(all)
    return [...outputs, residual, values, back, along, rows, all]
  }) as [Float64Array[], Float64Array[]]
  oracle.forEach((values, k) => {
    const size = Math.max(1e-3, ...values.map(Math.abs))
    expect(Math.max(...values.map((x, i) => Math.abs(x - found[k]![i]!) / size))).toBeLessThan(1e-12)
  })
})

test.each(Object.keys(TRIALS))('columns of the Jacobian are its rows, turned: %s', (name) => {
  const { plan, bindings } = trialPlan(TRIALS[name]!)
  const p = bindings.parameters.length
  for (const engine of [new Interpreter(plan, bindings), new CompiledEngine(plan, bindings, FUSED)]) {
    const [rows, columns] = [new Float64Array(engine.rows * p), new Float64Array(engine.rows * p)]
    engine.jacobian(rows)
    engine.jacobianColumns(columns)
    expect(columns).toEqual(rows.map((_, k) => rows[(k % engine.rows) * p + Math.floor(k / engine.rows)]!))
  }
})

test('the loss that a gradient gives is the loss', () => {
  const { plan, bindings } = trialPlan(TRIALS['odd widths, a ragged block']!)
  const engine = new CompiledEngine(plan, bindings, FUSED)
  expect(engine.loss()).toEqual(gradientTerms(engine, bindings))
})

function gradientTerms(engine: CompiledEngine, { parameters }: Bindings): { total: number; terms: Float64Array } {
  return engine.gradient(new Float64Array(parameters.length))
}

test('no tile changes a bit', () => {
  const tiles = ([2, 4] as const).flatMap((vectors) => [1, 2, 3, 4, 5, 6].map((rows) => ({ rows, vectors })))
  for (const precision of ['float64', 'float32'] as const)
    for (const fma of [true, false]) {
      const { plan, bindings } = trialPlan({ ...TRIALS['odd widths, a ragged block']!, precision })
      const all = tiles.flatMap((tile) =>
        ([1, 2, 4] as const).map((width) => gradientOf(new CompiledEngine(plan, bindings, { fma, tile, width }), bindings))
      )
      for (const one of all) expect(one).toEqual(all[0])
    }
})

test('taps that share a network do not change bits with the tile either', () => {
  const { plan, bindings } = trialPlan(TRIALS['a shared tap and a trained number']!)
  const [first, ...others] = ([1, 2, 4] as const).map((width) =>
    gradientOf(new CompiledEngine(plan, bindings, { ...FUSED, width }), bindings)
  )
  for (const other of others) expect(other).toEqual(first)
})

test('a negative weight has no rows', () => {
  const { plan, bindings } = trialPlan(TRIALS['a trained number']!)
  bindings.scalars[0] = -1
  const engine = new CompiledEngine(plan, bindings, FUSED)
  expect(() => engine.rowValues(new Float64Array(engine.rows))).toThrow('negative')
})

test('a number that is not finite stays so', () => {
  const { plan, bindings } = trialPlan(TRIALS['several outputs']!)
  bindings.parameters[3] = NaN
  expect(new CompiledEngine(plan, bindings, FUSED).loss().total).toBeNaN()
})

test('parameters, weights of terms and of points are read at every step; nothing is compiled again', () => {
  const { plan, bindings } = trialPlan(TRIALS['weights of points']!)
  const [compiled, oracle] = [new CompiledEngine(plan, bindings, FUSED), new Interpreter(plan, bindings)]
  compiled.loss()
  bindings.parameters.forEach((value, k) => (bindings.parameters[k] = 0.9 * value))
  bindings.scalars[0] = 4
  bindings.columns[1]!.fill(0.3, 5)
  expect(compiled.loss().total / oracle.loss().total).toBeCloseTo(1, 13)
})

/** A random expression over the network's derivatives: every operation of the library, with arguments kept inside its domain. */
function randomResidual(generator: StreamGenerator, orders: readonly Order[]) {
  const pick = <T>(list: readonly T[]): T => list[Math.min(list.length - 1, Math.floor(generator.uniform() * list.length))]!
  return (graph: Graph, network: (order: Order) => Id): Id => {
    const values: Id[] = [graph.constant(0.7), ...orders.map((order) => network(order))]
    const tame = (x: Id): Id => call(graph, 'tanh', x)
    const positive = (x: Id): Id => call(graph, 'add', graph.constant(0.5), call(graph, 'mul', x, x))
    const made: Record<string, (x: Id, y: Id) => Id[]> = {
      log: (x) => [positive(x)],
      sqrt: (x) => [positive(x)],
      div: (x, y) => [x, positive(y)],
      pow: (x) => [positive(x), graph.constant(pick([-2, -1, 0.5, 2, 3, 5, 1.7]))],
      if: (x, y) => [call(graph, 'lt', x, y), x, y]
    }
    for (let step = 0; step < 14; step++) {
      const op = pick(Object.keys(OPERATIONS) as OperationName[])
      const [x, y] = [pick(values), pick(values)]
      const args =
        made[op]?.(tame(x), y) ?? (OPERATIONS[op].arity === 1 ? [call(graph, 'mul', graph.constant(0.9), tame(x))] : [tame(x), y])
      values.push(call(graph, op, ...args))
    }
    return values.slice(-5).reduce((sum, x) => call(graph, 'add', sum, tame(x)), call(graph, 'mul', values[1]!, values.at(-1)!))
  }
}

test('random residuals', () => {
  for (let seed = 0; seed < 40; seed++) {
    const generator = new StreamGenerator(seed, 'residual')
    const orders = [
      [0, 0],
      [1, 0],
      [0, 2]
    ]
    const trial: TrialPlan = { axes: 2, hidden: [5], activation: 'tanh', orders, points: 19, residual: randomResidual(generator, orders) }
    const { plan, bindings } = trialPlan(trial)
    const exact = gradientOf(new Interpreter(plan, bindings), bindings)
    for (const target of [FUSED, SEPARATE]) {
      const found = gradientOf(new CompiledEngine(plan, bindings, target), bindings)
      const size = Math.max(...exact.gradient.map(Math.abs))
      const worst = Math.max(...exact.gradient.map((x, k) => Math.abs(x - found.gradient[k]!) / size))
      expect(worst, `seed ${seed}: ${JSON.stringify(plan.nodes)}`).toBeLessThan(1e-12)
    }
  }
})

test('engines over different points of one plan take turns in one memory', () => {
  const { plan, bindings } = trialPlan(TRIALS['weights of points']!)
  const parts = [
    [0, 9],
    [9, 70],
    [20, 36]
  ].map(([from, to]) => ({
    ...bindings,
    scalars: Float64Array.of(from!, to!),
    points: [bindings.points[0]!.map((axis) => axis.slice(from, to)), bindings.points[1]!],
    columns: bindings.columns.map((values) => values?.slice(from, to))
  }))
  const alone = parts.map((part) => gradientOf(new Interpreter(plan, part), part))
  const engines = parts.map((part) => new CompiledEngine(plan, part, FUSED))
  for (const turn of [0, 1, 2, 0, 2, 1, 1]) {
    const { gradient, total } = gradientOf(engines[turn]!, parts[turn]!)
    expect(total / alone[turn]!.total).toBeCloseTo(1, 12)
    gradient.forEach((x, k) => expect(x).toBeCloseTo(alone[turn]!.gradient[k]!, 8))
  }
})

test('nothing is left of the step before, where the first group has no second share', () => {
  const trial = trialPlan({ axes: 1, hidden: [30, 30], activation: 'tanh', orders: [[2]], points: 2200 })
  const [interior, edge] = trial.plan.groups
  const plan = { ...trial.plan, groups: [edge!, interior!] }
  const bindings = { ...trial.bindings, points: trial.bindings.points.toReversed() }
  // long enough for two shares, of which three points have one
  expect(2200 * bindings.parameters.length).toBeGreaterThan(2e6)
  const engine = new CompiledEngine(plan, bindings, FUSED)
  const gradient = new Float64Array(bindings.parameters.length).fill(7)
  engine.gradient(gradient)
  bindings.parameters.forEach((x, k) => (bindings.parameters[k] = 0.9 * x))
  engine.gradient(gradient)
  const exact = gradientOf(new Interpreter(plan, bindings), bindings).gradient
  const size = Math.max(...exact.map(Math.abs))
  expect(Math.max(...exact.map((x, k) => Math.abs(x - gradient[k]!)))).toBeLessThan(1e-12 * size)
})

test('a plan compiles once: the same module for other parameters', () => {
  const compiled = (scale: number): Plan => trialPlan({ ...TRIALS.skips!, scale }).plan
  expect(JSON.stringify(compiled(1))).toBe(JSON.stringify(compiled(2)))
})
