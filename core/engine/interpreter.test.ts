import { expect, test } from 'vitest'
import { add, mul } from '../autodiff/fold.ts'
import { Graph } from '../autodiff/graph.ts'
import { LectureGenerator, StreamGenerator } from '../network/random.ts'
import type { Activation } from '../training/settings.ts'
import { closure } from './channels.ts'
import { graphOf } from './group-runner.ts'
import { Interpreter } from './interpreter.ts'
import { hashPlan, parameterCount, type Bindings, type Plan } from './plan.ts'

/** The lecture's decay problem, written out by hand: R = g' + 2 g with g = 10 + t N, so R = N + t N' + 2 (10 + t N). */
function decay(widths: number[], activation: Activation): Plan {
  const graph = new Graph()
  const t = graph.coordinate(0)
  const network = (order: number) => graph.leaf({ op: 'network', tap: 0, output: 0, order: [order] })
  const residual = graph.leaf({ op: 'column', column: 0 })
  const derivative = add(graph, network(0), mul(graph, residual, network(1)))
  const inColumn = add(graph, graph.leaf({ op: 'scalar', scalar: 0 }), mul(graph, residual, network(0)))
  const root = add(graph, derivative, mul(graph, graph.constant(2), inColumn))
  return planOf(graph, 1, widths, activation, [[1]], [{ name: 't', from: { node: t } }], root, [inColumn], ['g0', 'one'], 1)
}

function planOf(
  graph: Graph,
  axes: number,
  widths: number[],
  activation: Activation,
  orders: number[][],
  columns: Plan['columns'],
  root: number,
  outputs: number[],
  scalars: string[],
  weight: number
): Plan {
  const sizes = [...widths, 1]
  let offset = 0
  const blocks = sizes.map((rows, l) => {
    const block = { name: `layer ${l + 1}`, offset, rows, columns: 1 + (l === 0 ? axes : sizes[l - 1]!), trainable: true }
    offset += rows * block.columns
    return block
  })
  return {
    version: 1,
    coordinates: Array.from({ length: axes }, (_, k) => ({ name: `x${k}`, role: 'space' })),
    nodes: graph.nodes,
    scalars,
    trainables: [],
    blocks,
    networks: [
      {
        coordinates: Array.from({ length: axes }, (_, k) => k),
        embedding: Array.from({ length: axes }, (_, k) => graph.coordinate(k)),
        layers: widths.map((width) => ({ width, activation })),
        outputs: 1,
        w0: 1,
        blocks: blocks.map((_, k) => k)
      }
    ],
    taps: [{ network: 0, at: 'own', shared: false, channels: closure(orders, axes).map((order) => ({ order })) }],
    columns,
    groups: [
      {
        name: 'interior',
        role: 'train',
        taps: [0],
        columns: columns.map((_, k) => k),
        terms: [{ name: 'equation', residual: root, weight }],
        outputs: outputs.map((node) => ({ name: 'g', node }))
      }
    ],
    integrals: [],
    precision: 'float64'
  }
}

function lectureBindings(plan: Plan): Bindings {
  const generator = new LectureGenerator(15)
  const parameters = Float64Array.from({ length: parameterCount(plan) }, () => generator.normal())
  return {
    parameters,
    scalars: Float64Array.of(10, 1),
    points: [[Float64Array.from({ length: 10 }, (_, i) => i / 9)]],
    columns: [undefined]
  }
}

test('the lecture network at its start: cost, gradient, gradient norm (course.md 1.6)', () => {
  const plan = decay([10], 'sigmoid')
  const bindings = lectureBindings(plan)
  const engine = new Interpreter(plan, bindings)
  const gradient = new Float64Array(31)
  const { total, terms } = engine.gradient(gradient)
  expect(total).toBeCloseTo(367.010300334542, 10)
  expect(terms[0]).toBe(total)
  expect(engine.loss().total).toBe(total)
  expect([gradient[0], gradient[1]]).toEqual([expect.closeTo(-18.925116839193386, 11), expect.closeTo(-16.339184571505992, 11)])
  expect([...gradient.subarray(20, 23)]).toEqual(
    [77.257485382641, 38.24897040987379, 27.623154905958884].map((x) => expect.closeTo(x, 10) as number)
  )
  expect(Math.hypot(...gradient)).toBeCloseTo(172.2707275310106, 9)
})

test('float32 agrees with float64 to single precision', () => {
  const plan = decay([10, 10], 'tanh')
  const single: Plan = { ...plan, precision: 'float32' }
  const a = new Interpreter(plan, lectureBindings(plan)).loss().total
  expect(new Interpreter(single, lectureBindings(single)).loss().total / a).toBeCloseTo(1, 5)
})

/** R = u_t + u u_x - u_xx + u_tt on scattered points: two variables, mixed nonlinearity, more points than a block. */
function burgersLike(activation: Activation): { plan: Plan; bindings: Bindings } {
  const graph = new Graph()
  const n = (...order: number[]) => graph.leaf({ op: 'network', tap: 0, output: 0, order })
  const root = add(graph, add(graph, n(0, 1), mul(graph, n(0, 0), n(1, 0))), add(graph, mul(graph, graph.constant(-1), n(2, 0)), n(0, 2)))
  const plan = planOf(
    graph,
    2,
    [7, 5],
    activation,
    [
      [2, 0],
      [0, 2]
    ],
    [],
    root,
    [n(0, 0)],
    ['one'],
    0
  )
  const generator = new StreamGenerator(3, activation)
  const count = 70
  const draw = (length: number) => Float64Array.from({ length }, () => generator.normal())
  return {
    plan,
    bindings: { parameters: draw(parameterCount(plan)), scalars: Float64Array.of(1), points: [[draw(count), draw(count)]], columns: [] }
  }
}

test.each(['tanh', 'sigmoid', 'sine', 'silu', 'gelu', 'softplus', 'elu', 'relu', 'leaky_relu'] as const)(
  'gradient against central differences: %s',
  (activation) => {
    const { plan, bindings } = burgersLike(activation)
    const engine = new Interpreter(plan, bindings)
    const gradient = new Float64Array(bindings.parameters.length)
    engine.gradient(gradient)
    // a kinked activation meets no kink within the step at these points
    const h = 1e-6
    let worst = 0
    for (let i = 0; i < gradient.length; i++) {
      const kept = bindings.parameters[i]!
      bindings.parameters[i] = kept + h
      const up = engine.loss().total
      bindings.parameters[i] = kept - h
      const down = engine.loss().total
      bindings.parameters[i] = kept
      worst = Math.max(worst, Math.abs((up - down) / (2 * h) - gradient[i]!))
    }
    expect(worst).toBeLessThan(1e-6 * (1 + Math.max(...gradient.map(Math.abs))))
  }
)

/** Largest |central difference - gradient| over all parameters, relative to the gradient's size. */
function gradientError(plan: Plan, bindings: Bindings): number {
  const engine = new Interpreter(plan, bindings)
  const { parameters } = bindings
  const gradient = new Float64Array(parameters.length)
  engine.gradient(gradient)
  const h = 1e-6
  const errors = gradient.map((value, i) => {
    const kept = parameters[i]!
    parameters[i] = kept + h
    const up = engine.loss().total
    parameters[i] = kept - h
    const down = engine.loss().total
    parameters[i] = kept
    return Math.abs((up - down) / (2 * h) - value)
  })
  return Math.max(...errors) / (1 + Math.max(...gradient.map(Math.abs)))
}

test('skips: a layer adds the output of an earlier one to its activation, with all derivatives', () => {
  const graph = new Graph()
  const n = (...order: number[]) => graph.leaf({ op: 'network', tap: 0, output: 0, order })
  const root = add(graph, add(graph, n(1, 0), mul(graph, n(0, 0), n(0, 2))), n(1, 1))
  const orders = [
    [1, 1],
    [0, 2]
  ]
  const plain = planOf(graph, 2, [4, 4, 3, 4, 4], 'tanh', orders, [], root, [n(0, 0), n(1, 1), n(0, 2)], ['one'], 0)
  // one step, over several layers, and two that begin at the same layer
  const skips = [undefined, 0, undefined, 1, 1]
  const [network] = plain.networks
  const layers = network!.layers.map((layer, l) => (skips[l] === undefined ? layer : { ...layer, skipFrom: skips[l] }))
  const plan: Plan = { ...plain, networks: [{ ...network!, layers }] }
  const generator = new StreamGenerator(5, 'skip')
  const draw = (length: number) => Float64Array.from({ length }, () => generator.normal())
  const points = [draw(67), draw(67)]
  const bindings: Bindings = { parameters: draw(parameterCount(plan)), scalars: Float64Array.of(1), points: [points], columns: [] }
  expect(gradientError(plan, bindings)).toBeLessThan(1e-6)

  // the same network written out, and its derivatives by differences of that
  const value = (x: number, t: number): number => {
    const outputs: number[][] = []
    let below = [x, t]
    plan.blocks.forEach(({ offset, rows, columns }, l) => {
      const z = Array.from({ length: rows }, (_, i) =>
        below.reduce(
          (sum, a, k) => sum + bindings.parameters[offset + i * columns + 1 + k]! * a,
          bindings.parameters[offset + i * columns]!
        )
      )
      const from = skips[l]
      below = l < 5 ? z.map((each, i) => Math.tanh(each) + (from === undefined ? 0 : outputs[from]![i]!)) : z
      outputs.push(below)
    })
    return below[0]!
  }
  const [u, uxt, utt] = [0, 1, 2].map(() => new Float64Array(67)) as [Float64Array, Float64Array, Float64Array]
  new Interpreter(plan, bindings).evaluate(0, [u, uxt, utt])
  const h = 1e-4
  points[0]!.forEach((x, p) => {
    const t = points[1]![p]!
    expect(u[p]).toBeCloseTo(value(x, t), 12)
    const mixed = value(x + h, t + h) - value(x + h, t - h) - value(x - h, t + h) + value(x - h, t - h)
    expect(uxt[p]).toBeCloseTo(mixed / (4 * h * h), 4)
    expect(utt[p]).toBeCloseTo((value(x, t + h) - 2 * value(x, t) + value(x, t - h)) / (h * h), 4)
  })
})

test.each(['float64', 'float32'] as const)(
  'points have weights that may change while training, and terms are told without them: %s',
  (precision) => {
    const plain = decay([6], 'tanh')
    const graph = graphOf(plain)
    const column = plain.columns.length
    graph.leaf({ op: 'column', column })
    const [group] = plain.groups
    const weighted: Plan = {
      ...plain,
      precision,
      nodes: graph.nodes,
      columns: [...plain.columns, { name: 'weights', from: { data: 'weights' } }],
      groups: [{ ...group!, columns: [...group!.columns, column], terms: [{ ...group!.terms[0]!, pointWeight: column }] }]
    }
    const pointWeights = new Float64Array(10).fill(1)
    const own = lectureBindings(weighted)
    const bindings: Bindings = { ...own, columns: [undefined, pointWeights] }
    const engine = new Interpreter(weighted, bindings)
    const first = engine.loss()
    expect(first.total).toBe(first.terms[0])
    pointWeights.set([4, 0, 9, 1, 2, 0.5, 3, 0, 7, 1])
    const residuals = new Float64Array(10)
    engine.residuals(0, 0, residuals)
    const second = engine.loss()
    expect(second.terms).toEqual(first.terms)
    const mean = residuals.reduce((sum, r, p) => sum + (pointWeights[p]! * r * r) / 10, 0)
    expect(second.total / mean).toBeCloseTo(1, precision === 'float64' ? 13 : 5)
    if (precision === 'float64') expect(gradientError(weighted, bindings)).toBeLessThan(1e-6)
  }
)

test('channels are the derivatives of the network: central differences of its value', () => {
  const { plan, bindings } = burgersLike('tanh')
  const graph = new Graph()
  for (const node of plan.nodes) {
    if ('args' in node) graph.apply(node.op, ...node.args)
    else graph.leaf(node)
  }
  const orders = [
    [0, 0],
    [1, 0],
    [0, 1],
    [2, 0],
    [0, 2]
  ]
  const outputs = orders.map((order) => ({ name: order.join(), node: graph.leaf({ op: 'network', tap: 0, output: 0, order }) }))
  const viewed: Plan = { ...plan, nodes: graph.nodes, groups: [{ ...plan.groups[0]!, outputs }] }
  const at = (dx: number, dt: number): Float64Array[] => {
    const points = bindings.points[0]!.map((axis, k) => axis.map((x) => x + (k === 0 ? dx : dt)))
    const out = orders.map(() => new Float64Array(70))
    new Interpreter(viewed, { ...bindings, points: [points] }).evaluate(0, out)
    return out
  }
  const h = 1e-4
  const [u, ux, ut, uxx, utt] = at(0, 0) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
  const [right, left, up, down] = [at(h, 0)[0]!, at(-h, 0)[0]!, at(0, h)[0]!, at(0, -h)[0]!]
  for (let p = 0; p < 70; p++) {
    expect(ux[p]).toBeCloseTo((right[p]! - left[p]!) / (2 * h), 5)
    expect(ut[p]).toBeCloseTo((up[p]! - down[p]!) / (2 * h), 5)
    expect(uxx[p]).toBeCloseTo((right[p]! - 2 * u[p]! + left[p]!) / (h * h), 4)
    expect(utt[p]).toBeCloseTo((up[p]! - 2 * u[p]! + down[p]!) / (h * h), 4)
  }
})

test('plans of equal shape have equal hashes, others do not', () => {
  expect(hashPlan(decay([10], 'tanh'))).toBe(hashPlan(decay([10], 'tanh')))
  expect(hashPlan(decay([10], 'tanh'))).not.toBe(hashPlan(decay([11], 'tanh')))
})
