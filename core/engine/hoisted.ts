import { tangents } from '../autodiff/differentiate.ts'
import type { Graph, Id, Leaf, Order } from '../autodiff/graph.ts'
import { LabError } from '../errors.ts'
import type { Bindings, Group, Network, Plan } from './plan.ts'
import { compileProgram, makeRows, runProgram } from './program.ts'

/**
 * What depends on the points and the run's scalars but not on the trained numbers: computed once per binding, always in
 * float64. Columns, the coordinates of taps, and the embedding with its derivatives.
 */
export function hoistedValues(plan: Plan, graph: Graph, group: Group, bindings: Bindings, points: readonly Float64Array[]) {
  const count = points[0]?.length ?? 0
  const at = (nodes: readonly Id[], where: readonly Float64Array[] = points): Float64Array[] =>
    evaluateNodes(graph, nodes, where, bindings.scalars, count)
  const columns = plan.columns.map((column, k) => {
    if (!group.columns.includes(k)) return undefined
    if (bindings.columns[k] !== undefined) return bindings.columns[k]
    if ('node' in column.from) return at([column.from.node])[0]
    throw new LabError('not-built', `Column ${column.name} has no values.`, 'Bind its values before training.')
  })
  const embedding = (network: Network, orders: readonly Order[], where: readonly Float64Array[]): Float64Array[][] =>
    orders.map((order) => at(embeddingDerivatives(graph, network, order), where))
  return { at, columns, embedding }
}

/** D^order of the embedding's nodes; lower orders are shared nodes of the graph. */
export function embeddingDerivatives(graph: Graph, network: Network, order: Order): Id[] {
  let nodes: Id[] = [...network.embedding]
  order.forEach((n, axis) => {
    for (let k = 0; k < n; k++) {
      nodes = tangents(graph, nodes, (leaf) => (leaf.op === 'coordinate' && leaf.axis === axis ? graph.constant(1) : undefined))
    }
  })
  return nodes
}

/** Values of nodes over coordinates and scalars at every point; `unknowns` gives the unknowns' own values where nodes use them. */
export function evaluateNodes(
  graph: Graph,
  nodes: readonly Id[],
  points: readonly Float64Array[],
  scalars: Float64Array,
  count: number,
  unknowns: readonly Float64Array[] = []
): Float64Array[] {
  const program = compileProgram(graph, nodes)
  const rows = makeRows(program, count, (length) => new Float64Array(length))
  for (const { leaf, row } of program.inputs) {
    rows[row] = leaf?.op === 'unknown' ? unknowns[leaf.unknown]! : inputRow(leaf, points, scalars, count)
  }
  runProgram(program, rows, count)
  return program.outputs.map((row) => Float64Array.from(rows[row]!))
}

function inputRow(leaf: Leaf | undefined, points: readonly Float64Array[], scalars: Float64Array, count: number): Float64Array {
  if (leaf?.op === 'coordinate') return points[leaf.axis]!
  if (leaf?.op === 'trainable') return new Float64Array(count).fill(NaN) // not known before training
  if (leaf?.op === 'scalar') return new Float64Array(count).fill(scalars[leaf.scalar]!)
  throw new LabError(
    'not-built',
    `A ${leaf?.op ?? 'node'} cannot be computed before training.`,
    'This is a defect of the lab: please report it.'
  )
}
