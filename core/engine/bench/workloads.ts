import { add, mul, sub } from '../../autodiff/fold.ts'
import { Graph, type Id, type Order } from '../../autodiff/graph.ts'
import { StreamGenerator } from '../../network/random.ts'
import { closure } from '../channels.ts'
import type { Bindings, Plan } from '../plan.ts'

/*
 * The training steps that are timed: full batch, tanh, one output, loss = mean of r^2 over random points, Adam. Those with a
 * letter are the usual sizes of the field, from a first exercise to a wide net.
 */
export interface Shape {
  axes: 1 | 2
  hidden: readonly number[]
  points: number
  residual: ResidualName
}

export type ResidualName = 'decay' | 'poisson-1d' | 'burgers' | 'poisson-2d' | 'value' | 'slope' | 'slopes' | 'curvature'
export type WorkloadId = 'A' | 'B' | 'C' | 'D' | 'E'

const deep = (width: number, depth: number): number[] => Array.from({ length: depth }, () => width)

export const WORKLOADS: Readonly<Record<WorkloadId, Shape & { title: string }>> = {
  A: { title: 'decay, 1-32-1, 64 points', axes: 1, hidden: [32], points: 64, residual: 'decay' },
  B: { title: 'Poisson 1D, 1-64-64-1, 256 points', axes: 1, hidden: [64, 64], points: 256, residual: 'poisson-1d' },
  C: { title: 'Burgers, 2-8x20-1, 10,000 points', axes: 2, hidden: deep(20, 8), points: 10_000, residual: 'burgers' },
  D: { title: 'Poisson 2D, 2-4x64-1, 2,000 points', axes: 2, hidden: deep(64, 4), points: 2000, residual: 'poisson-2d' },
  E: { title: 'Poisson 2D, 2-3x256-1, 4,096 points', axes: 2, hidden: deep(256, 3), points: 4096, residual: 'poisson-2d' }
}

/** A residual over what the network and its derivatives are, and a column f of the points. */
interface Residual {
  orders: readonly Order[]
  of: (graph: Graph, u: (order: Order) => Id, f: Id) => Id
  /** the column; none: zero everywhere */
  f?: (x: number, y: number) => number
}

const NU = 0.01 / Math.PI

export const RESIDUALS: Readonly<Record<ResidualName, Residual>> = {
  decay: { orders: [[0], [1]], of: (g, u) => add(g, u([1]), u([0])) },
  'poisson-1d': { orders: [[0], [1], [2]], of: (g, u, f) => sub(g, u([2]), f), f: (x) => Math.sin(Math.PI * x) },
  burgers: {
    orders: [
      [0, 0],
      [1, 0],
      [0, 1],
      [2, 0]
    ],
    of: (g, u) => sub(g, add(g, u([0, 1]), mul(g, u([0, 0]), u([1, 0]))), mul(g, g.constant(NU), u([2, 0])))
  },
  'poisson-2d': {
    orders: [
      [0, 0],
      [1, 0],
      [0, 1],
      [2, 0],
      [0, 2]
    ],
    of: (g, u, f) => sub(g, add(g, u([2, 0]), u([0, 2])), f),
    f: (x, y) => Math.sin(Math.PI * x) * Math.sin(Math.PI * y)
  },
  // one to four channels, for the cost per channel
  value: { orders: [[0, 0]], of: (_g, u) => u([0, 0]) },
  slope: {
    orders: [
      [0, 0],
      [1, 0]
    ],
    of: (g, u) => add(g, u([1, 0]), u([0, 0]))
  },
  slopes: {
    orders: [
      [0, 0],
      [1, 0],
      [0, 1]
    ],
    of: (g, u) => add(g, add(g, u([1, 0]), u([0, 1])), u([0, 0]))
  },
  curvature: {
    orders: [
      [0, 0],
      [1, 0],
      [0, 1],
      [2, 0]
    ],
    of: (g, u) => sub(g, u([0, 1]), u([2, 0]))
  }
}

export interface Workload {
  shape: Shape
  plan: Plan
  bindings: Bindings
  /** floating-point operations of one step, see `flopsOf` */
  flops: number
}

/**
 * 6 C N times the sum of n_l n_(l-1) over the layers after the first: what the matrix products of a step take, forward, to the
 * inputs and to the weights, by channels C and points N. Nothing else is counted, and channels are never collapsed: every
 * program that computes the same step is measured by the same number.
 */
export function flopsOf({ hidden, points, residual }: Shape): number {
  const widths = [...hidden, 1]
  const products = widths.slice(1).reduce((sum, width, l) => sum + width * widths[l]!, 0)
  return 6 * RESIDUALS[residual].orders.length * points * products
}

/** A workload with its points and first weights, the same at every call. Under another name it is compiled anew. */
export function makeWorkload(shape: Shape, precision: Plan['precision'], name = 'residual'): Workload {
  const { axes, hidden, points: count } = shape
  const { orders, of, f } = RESIDUALS[shape.residual]
  const graph = new Graph()
  const u = (order: Order): Id => graph.leaf({ op: 'network', tap: 0, output: 0, order })
  const column = graph.leaf({ op: 'column', column: 0 })
  const residual = of(graph, u, column)
  const widths = [...hidden, 1]
  let offset = 0
  const blocks = widths.map((rows, l) => {
    const columns = 1 + (l === 0 ? axes : widths[l - 1]!)
    const block = { name: `layer ${l + 1}`, offset, rows, columns, trainable: true }
    offset += rows * columns
    return block
  })
  const embedding = Array.from({ length: axes }, (_, axis) => graph.coordinate(axis))
  const plan: Plan = {
    version: 1,
    coordinates: embedding.map((_, axis) => ({ name: `x${axis}`, role: 'space' })),
    nodes: graph.nodes,
    scalars: ['weight'],
    trainables: [],
    blocks,
    networks: [
      {
        coordinates: embedding.map((_, axis) => axis),
        embedding,
        layers: hidden.map((width) => ({ width, activation: 'tanh' })),
        outputs: 1,
        w0: 1,
        blocks: blocks.map((_, l) => l)
      }
    ],
    taps: [{ network: 0, at: 'own', shared: false, channels: closure(orders, axes).map((order) => ({ order })) }],
    columns: f === undefined ? [] : [{ name: 'f', from: { data: 'f' } }],
    groups: [
      {
        name: 'points',
        role: 'train',
        taps: [0],
        columns: f === undefined ? [] : [0],
        terms: [{ name, residual, weight: 0 }],
        outputs: []
      }
    ],
    integrals: [],
    precision
  }
  const draw = new StreamGenerator(1, 'bench')
  // Xavier: variance 2 / (inputs + outputs), biases small so that none is zero
  const parameters = new Float64Array(offset)
  for (const { offset: at, rows, columns } of blocks)
    for (let k = 0; k < rows * columns; k++)
      parameters[at + k] = k % columns === 0 ? 0.1 * draw.normal() : draw.normal() * Math.sqrt(2 / (rows + columns - 1))
  const coordinates = embedding.map(() => Float64Array.from({ length: count }, () => 2 * draw.uniform() - 1))
  const values = f && Float64Array.from({ length: count }, (_, k) => f(coordinates[0]![k]!, coordinates[1]?.[k] ?? 0))
  const bindings: Bindings = {
    parameters,
    scalars: new Float64Array([1]),
    points: [coordinates],
    columns: values === undefined ? [] : [values]
  }
  return { shape, plan, bindings, flops: flopsOf(shape) }
}
