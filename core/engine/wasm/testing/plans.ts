import { call } from '../../../autodiff/fold.ts'
import { Graph, type Id, type Order } from '../../../autodiff/graph.ts'
import { StreamGenerator } from '../../../network/random.ts'
import type { Activation } from '../../../training/settings.ts'
import { closure } from '../../channels.ts'
import { parameterCount, type Bindings, type Plan } from '../../plan.ts'

export interface TrialPlan {
  axes: number
  hidden: readonly number[]
  activation: Activation | readonly Activation[]
  /** derivatives that the residual uses */
  orders: readonly Order[]
  outputs?: number
  points: number
  precision?: 'float64' | 'float32'
  skips?: readonly (number | undefined)[]
  w0?: number
  /** the residual from the network's derivatives; default: a mixture of them all that is not linear */
  residual?: (graph: Graph, network: (order: Order, output?: number) => Id) => Id
  /** has a trained number, and reads the network also at a fixed point */
  extras?: boolean | 'trained'
  pointWeights?: boolean
  scale?: number
  /** what goes into the network; default: the coordinates */
  inputs?: 'scaled' | 'features' | 'scaled features'
}

/** A Plan and numbers for it, drawn at random from its own description: the same trial is the same everywhere. */
export function trialPlan(trial: TrialPlan): { plan: Plan; bindings: Bindings } {
  const { axes, hidden, orders, points, outputs = 1, extras = false, pointWeights = false } = trial
  const graph = new Graph()
  const network = (order: Order, output = 0): Id => graph.leaf({ op: 'network', tap: 0, output, order })
  const coordinates = Array.from({ length: axes }, (_, axis) => graph.coordinate(axis))
  let residual = (trial.residual ?? mixture(orders, outputs))(graph, network)
  const shared = extras === true
  if (extras !== false) {
    const fixed = graph.leaf({ op: 'network', tap: shared ? 1 : 0, output: outputs - 1, order: orders[0]! })
    const trained = graph.leaf({ op: 'trainable', trainable: 0 })
    residual = call(graph, 'add', residual, call(graph, 'mul', call(graph, 'mul', trained, graph.leaf({ op: 'column', column: 0 })), fixed))
  }
  const embedding = embeddingOf(graph, coordinates, trial.inputs ?? '')
  const sizes = [...hidden, outputs]
  let offset = 0
  const blocks = sizes.map((rows, l) => {
    const block = { name: `layer ${l}`, offset, rows, columns: 1 + (l === 0 ? embedding.length : sizes[l - 1]!), trainable: true }
    offset += rows * block.columns
    return block
  })
  const zero = coordinates.map(() => 0)
  const channels = closure(orders, axes).map((order) => ({ order }))
  const columns = [
    ...(extras !== false ? [{ name: 'column', from: { node: call(graph, 'add', coordinates[0]!, graph.constant(1)) } }] : []),
    ...(pointWeights ? [{ name: 'weights', from: { data: 'weights' } }] : [])
  ]
  const weights = columns.findIndex((column) => column.name === 'weights')
  const term = { name: 'equation', residual, weight: 0, ...(weights < 0 ? {} : { pointWeight: weights }) }
  const value = { name: 'value', residual: call(graph, 'sub', network(zero), graph.constant(0.3)), weight: 1 }
  const plan: Plan = {
    version: 1,
    coordinates: coordinates.map((_, axis) => ({ name: `x${axis}`, role: 'space' })),
    nodes: graph.nodes,
    scalars: ['weight', 'weight of the value'],
    trainables: extras !== false ? [{ name: 'k', offset, transform: 'positive' }] : [],
    blocks,
    networks: [
      {
        coordinates: coordinates.map((_, axis) => axis),
        embedding,
        layers: hidden.map((width, l) => ({
          width,
          activation: typeof trial.activation === 'string' ? trial.activation : trial.activation[l % trial.activation.length]!,
          ...(trial.skips?.[l] === undefined ? {} : { skipFrom: trial.skips[l] })
        })),
        outputs,
        w0: trial.w0 ?? 1,
        blocks: blocks.map((_, k) => k)
      }
    ],
    taps: [
      { network: 0, at: 'own', shared: false, channels },
      ...(shared ? [{ network: 0, at: coordinates.map((_, axis) => graph.constant(0.25 * (axis + 1))), shared: true, channels }] : [])
    ],
    columns,
    groups: [
      {
        name: 'interior',
        role: 'train',
        taps: shared ? [0, 1] : [0],
        columns: columns.map((_, k) => k),
        terms: [term],
        outputs: [
          { name: 'residual', node: residual },
          { name: 'u', node: network(zero, outputs - 1) }
        ]
      },
      { name: 'edge', role: 'train', taps: [0], columns: [], terms: [value], outputs: [] }
    ],
    integrals: [],
    precision: trial.precision ?? 'float64'
  }
  const generator = new StreamGenerator(7, JSON.stringify({ ...trial, residual: undefined, precision: undefined }))
  const draw = (length: number, scale = 1): Float64Array => Float64Array.from({ length }, () => scale * generator.normal())
  const inputs = [embedding.length, ...hidden]
  const parameters = draw(parameterCount(plan))
  blocks.forEach(({ rows, columns: own }, l) => {
    for (let k = 0; k < rows * own; k++) parameters[blocks[l]!.offset + k]! *= (trial.scale ?? 1) / Math.sqrt(inputs[l]!)
  })
  const bindings: Bindings = {
    parameters,
    scalars: Float64Array.of(1.5, 0.25),
    points: [coordinates.map(() => draw(points, 0.7)), coordinates.map(() => draw(3, 0.7))],
    columns: columns.map(({ name }) => (name === 'weights' ? draw(points).map(Math.abs) : undefined))
  }
  return { plan, bindings }
}

/** Coordinates brought to about -1..1, and sines and cosines of sums of them (Tancik et al. 2020), as networks.ts makes them. */
function embeddingOf(graph: Graph, coordinates: readonly Id[], inputs: string): Id[] {
  const scaled = coordinates.map((id, axis) =>
    inputs.startsWith('scaled') ? call(graph, 'sub', call(graph, 'mul', graph.constant(0.8 + 0.3 * axis), id), graph.constant(0.2)) : id
  )
  if (!inputs.endsWith('features')) return scaled
  return [0, 1].flatMap((k) => {
    const turned = scaled.map((id, axis) => call(graph, 'mul', graph.constant(0.4 + 0.5 * k - 0.3 * axis), id))
    const angle = turned.reduce((sum, id) => call(graph, 'add', sum, id))
    return [call(graph, 'sin', angle), call(graph, 'cos', angle)]
  })
}

/** sum_k c_k D_k, plus the product of the first and the last and the square of the second, of each output. */
function mixture(orders: readonly Order[], outputs: number) {
  return (graph: Graph, network: (order: Order, output?: number) => Id): Id => {
    let sum = graph.constant(0.1)
    for (let output = 0; output < outputs; output++) {
      const all = [orders[0]!.map(() => 0), ...orders].map((order) => network(order, output))
      all.forEach((id, k) => (sum = call(graph, 'add', sum, call(graph, 'mul', graph.constant(0.3 + 0.2 * k - 0.1 * output), id))))
      sum = call(graph, 'add', sum, call(graph, 'mul', all[0]!, all.at(-1)!))
      sum = call(graph, 'sub', sum, call(graph, 'mul', all[1]!, all[1]!))
    }
    return sum
  }
}
