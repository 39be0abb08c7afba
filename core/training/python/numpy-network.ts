import { raise, tangents } from '../../autodiff/differentiate.ts'
import { Graph, type Id, type Leaf, type Order } from '../../autodiff/graph.ts'
import { closure, sameOrder } from '../../engine/channels.ts'
import { embeddingDerivatives } from '../../engine/hoisted.ts'
import type { Network, Plan } from '../../engine/plan.ts'
import { LabError } from '../../errors.ts'
import { activationNode } from '../../network/activations.ts'
import type { Activation } from '../settings.ts'
import { pythonCode, pythonNumber } from './code.ts'

/** What a network is called in the script: its function, and the list of its weights. */
export interface NetworkNames {
  call: string
  weights: string
}

/**
 * The forward pass as Python functions: one per activation and one per network, which gives [channel][output][point] for the derivatives that the
 * trial solution reads. As in the engine, derivatives with respect to the coordinates are carried through the layers as channels.
 */
export function networkFunctions(
  plan: Plan,
  graph: Graph,
  orders: readonly Order[],
  parameters: Float64Array,
  names: { coordinates: readonly string[]; leaf: (leaf: Leaf) => string; networks: readonly NetworkNames[] }
): { source: string; channels: Order[] } {
  const { networks } = plan
  const channels = closure(orders, names.coordinates.length)
  const activations = [...new Set(networks.flatMap(({ layers }) => layers.map((layer) => layer.activation)))]
  const parts = [
    ...networks.map((network, n) => weights(plan, network, parameters, names.networks[n]!)),
    ...activations.map((activation) => activationFunction(activation, networks[0]!.w0, channels)),
    ...networks.map((network, n) => passFunction(graph, network, channels, names, names.networks[n]!))
  ]
  return { source: parts.join('\n\n\n'), channels }
}

function weights({ blocks }: Plan, network: Network, parameters: Float64Array, { weights: name }: NetworkNames): string {
  const matrices = network.blocks.map((index) => {
    const { offset, rows, columns } = blocks[index]!
    const lines = Array.from({ length: rows }, (_, row) => {
      const values = parameters.subarray(offset + row * columns, offset + (row + 1) * columns)
      return `        [${Array.from(values, (value) => pythonNumber(value).replace(/^\((.*)\)$/, '$1')).join(', ')}],\n`
    })
    return `    np.array([\n${lines.join('')}    ]),\n`
  })
  return `# One matrix per layer: a row per unit, first its bias, then its weights.\n${name} = [\n${matrices.join('')}]`
}

function activationFunction(activation: Activation, w0: number, channels: readonly Order[]): string {
  const graph = new Graph()
  const values: Id[] = []
  for (const order of channels) {
    const axis = order.findIndex((n) => n > 0)
    if (axis < 0) {
      values.push(activationNode(graph, activation, graph.leaf({ op: 'jet', order }), w0))
      continue
    }
    const lower = channels.findIndex((other) => sameOrder(raise(other, axis), order))
    const jet = (leaf: Leaf): Id | undefined => (leaf.op === 'jet' ? graph.leaf({ op: 'jet', order: raise(leaf.order, axis) }) : undefined)
    values.push(tangents(graph, [values[lower]!], jet)[0]!)
  }
  const jetText = (leaf: Leaf): string => `z[${leaf.op === 'jet' ? channels.findIndex((order) => sameOrder(order, leaf.order)) : 0}]`
  const { lines, roots } = pythonCode(graph, values, jetText, 'v')
  const body = [...lines, `return [${roots.join(', ')}]`].map((line) => `    ${line}`).join('\n')
  return `def layer_${activation}(z):\n${body}`
}

function passFunction(
  graph: Graph,
  network: Network,
  channels: readonly Order[],
  { coordinates, leaf }: { coordinates: readonly string[]; leaf: (leaf: Leaf) => string },
  { call, weights: name }: NetworkNames
): string {
  const derivatives = channels.flatMap((order) => embeddingDerivatives(graph, network, order))
  const { lines, roots } = pythonCode(graph, derivatives, leaf, 'c')
  const inputs = network.embedding.length
  const layers = network.layers.map(({ activation, skipFrom }, l) => {
    const own = `layer_${activation}(affine(${name}[${l}], a))`
    if (skipFrom === undefined) return `a = ${own}`
    if (skipFrom === l - 1) return `a = [new + below for new, below in zip(${own}, a)]`
    throw new LabError('not-built', 'A Python script cannot be written for this network yet', 'Export its numbers: --data json.')
  })
  const body = [
    `"""${channels.length === 1 ? 'The network' : `The network and its derivatives of orders ${channels.map((order) => `(${order.join(', ')})`).join(' ')}`} at points: [channel][output][point]."""`,
    `${unpacked(coordinates)} = points(${coordinates.join(', ')})`,
    `n = ${coordinates[0]!}.size`,
    ...lines,
    'a = [',
    ...channels.map((_, c) => `    rows([${roots.slice(c * inputs, (c + 1) * inputs).join(', ')}], n),`),
    ']',
    ...layers,
    `return affine(${name}[${network.layers.length}], a)`
  ]
  return `def ${call}(${coordinates.join(', ')}):\n${body.map((line) => `    ${line}`).join('\n')}`
}

/** Names on the left of an assignment from a list. */
export function unpacked(names: readonly string[]): string {
  return names.length === 1 ? `(${names[0]!},)` : names.join(', ')
}
