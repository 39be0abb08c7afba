import { tangents } from '../autodiff/differentiate.ts'
import type { Graph, Id, Leaf, Order } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'
import { LabError } from '../errors.ts'
import type { Bindings, Group, Network, Plan } from './plan.ts'
import { compileProgram, makeRows, runProgram } from './program.ts'
import { transformed } from './transform.ts'

/**
 * What depends on the points and the run's scalars but not on the trained numbers: computed once per binding, always in
 * float64. Columns, the coordinates of taps, and the embedding with its derivatives.
 */
export function hoistedValues(plan: Plan, graph: Graph, group: Group, bindings: Bindings, points: readonly Float64Array[]) {
  const at = (nodes: readonly Id[], where: readonly Float64Array[] = points): Float64Array[] =>
    evaluateNodes(graph, nodes, where, bindings.scalars, where[0]?.length ?? 0)
  const own = plan.columns.flatMap((column, k) =>
    group.columns.includes(k) && bindings.columns[k] === undefined && 'node' in column.from ? [{ k, node: column.from.node }] : []
  )
  const computed = at(own.map(({ node }) => node))
  const columns = plan.columns.map((column, k) => {
    if (!group.columns.includes(k)) return undefined
    const values = bindings.columns[k] ?? computed[own.findIndex((each) => each.k === k)]
    if (values === undefined) throw new LabError('not-built', `Column ${column.name} has no values.`, 'Bind its values before training.')
    return values
  })
  const embedding = (network: Network, orders: readonly Order[], where: readonly Float64Array[]): Float64Array[][] => {
    const values = at(
      orders.flatMap((order) => embeddingDerivatives(graph, network, order)),
      where
    )
    const inputs = network.embedding.length
    return orders.map((_, c) => values.slice(c * inputs, (c + 1) * inputs))
  }
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

/**
 * The outputs of a group where every network, with all its derivatives, is 0: of a trial solution what meets the conditions without its
 * network. Nothing is propagated through layers, so that a million points take no longer than reading them.
 */
export function withoutNetworks(plan: Plan, graph: Graph, group: number, { points, scalars, parameters }: Bindings): Float64Array[] {
  const { outputs } = plan.groups[group]!
  const nodes = rewrite(
    graph,
    outputs.map(({ node }) => node),
    graph,
    (leaf) => {
      const from = leaf.op === 'column' ? plan.columns[leaf.column]!.from : undefined
      return from !== undefined && 'node' in from ? from.node : undefined
    }
  )
  return evaluateNodes(graph, nodes, points[group]!, scalars, points[group]![0]!.length, [], (leaf) => {
    if (leaf.op === 'network') return 0
    if (leaf.op !== 'trainable') return undefined
    const { offset, ...kind } = plan.trainables[leaf.trainable]!
    return transformed(kind, parameters[offset]!).value
  })
}

/** Points that are computed at once: their rows stay in cache. */
const CHUNK = 2048

/**
 * Values of nodes over coordinates and scalars at every point; `unknowns` gives the unknowns' own values where nodes use them, `constant` numbers for
 * leaves that are the same everywhere.
 */
export function evaluateNodes(
  graph: Graph,
  nodes: readonly Id[],
  points: readonly Float64Array[],
  scalars: Float64Array,
  count: number,
  unknowns: readonly Float64Array[] = [],
  constant: (leaf: Leaf) => number | undefined = () => undefined
): Float64Array[] {
  const program = compileProgram(graph, nodes)
  const length = Math.min(CHUNK, count)
  const rows = makeRows(program, length, (n) => new Float64Array(n))
  const varying: { row: number; values: Float64Array }[] = []
  for (const { leaf, row } of program.inputs) {
    const values = leaf?.op === 'unknown' ? unknowns[leaf.unknown] : leaf?.op === 'coordinate' ? points[leaf.axis] : undefined
    if (values !== undefined) varying.push({ row, values })
    else rows[row] = new Float64Array(length).fill(everywhere(leaf, scalars, constant))
  }
  const out = nodes.map(() => new Float64Array(count))
  for (let from = 0; from < count; from += CHUNK) {
    const n = Math.min(CHUNK, count - from)
    for (const { row, values } of varying) rows[row] = values.subarray(from, from + n)
    runProgram(program, rows, n)
    program.outputs.forEach((row, k) => out[k]!.set(rows[row]!.subarray(0, n), from))
  }
  return out
}

function everywhere(leaf: Leaf | undefined, scalars: Float64Array, constant: (leaf: Leaf) => number | undefined): number {
  const value = leaf === undefined ? undefined : constant(leaf)
  if (value !== undefined) return value
  if (leaf?.op === 'trainable') return NaN // not known before training
  if (leaf?.op === 'scalar') return scalars[leaf.scalar]!
  throw new LabError(
    'not-built',
    `A ${leaf?.op ?? 'node'} cannot be computed before training.`,
    'This is a defect of the lab: please report it.'
  )
}
