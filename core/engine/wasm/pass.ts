import { adjoints } from '../../autodiff/differentiate.ts'
import { mul } from '../../autodiff/fold.ts'
import type { Graph, Id, Leaf, Order } from '../../autodiff/graph.ts'
import { trainedLeaves } from '../bound-taps.ts'
import { closure, sameOrder, type Collapsed } from '../channels.ts'
import { embeddingDerivatives } from '../hoisted.ts'
import type { Plan } from '../plan.ts'
import { collapse, type CollapsedResiduals } from './collapse.ts'

/** Where a value of a pass goes: it is summed over the points, is the adjoint of an output of a network, or is kept per point. */
export type Sink = { to: 'sum'; slot: number } | { to: 'bar'; tap: number; channel: number; output: number } | { to: 'point'; slot: number }

/** An input of a network, or its derivative in a channel. */
export interface ChannelInput {
  channel: number
  input: number
}

/** A network read at a tap in a pass: which derivatives are carried, and whether adjoints go back through it. */
export interface PassTap {
  tap: number
  network: number
  shared: boolean
  channels: readonly Order[]
  /** channels in which outputs are read or have adjoints: the others end with the last hidden layer */
  live: readonly number[]
  /** the channel that carries a sum of second derivatives */
  collapsed: Collapsed | undefined
  /** inputs that depend on the point, by channel; all others are the same everywhere, as derivatives of a linear map are */
  varying: readonly ChannelInput[]
  /** those that are not zero everywhere */
  nonzero: readonly ChannelInput[]
  reverse: boolean
}

/**
 * One way through the points of a group: networks forward, a graph of values at every point, networks backward. Loss, gradient,
 * residuals, outputs and products with the Jacobian are such passes; they differ in their roots and in where these go.
 */
export interface Pass {
  group: number
  graph: Graph
  taps: readonly PassTap[]
  /** columns of the plan; beyond them the pass's own, see ownColumn */
  columns: readonly number[]
  roots: readonly Id[]
  sinks: readonly Sink[]
  sums: readonly Sum[]
  points: number
  /**
   * Derivatives are not summed over the points. `rows`: each point's own ones are kept; `product`: their product with a direction, in the
   * first slot of the point. Those by trained numbers and by reads of shared taps are kept per point, in the order of `trainables` and then `reads`.
   */
  apart: Apart | undefined
  trainables: readonly number[]
  reads: readonly SharedRead[]
}

export type Apart = 'rows' | 'product'

/** A derivative of an output of a network at a tap that all points share. */
export interface SharedRead {
  tap: number
  channel: number
  output: number
}

/** What a sum over the points means. */
export type Sum =
  | { of: 'square'; term: number }
  | { of: 'weighted square'; term: number }
  | { of: 'trainable'; trainable: number }
  | ({ of: 'shared' } & SharedRead)
  | { of: 'output bias'; tap: number; output: number }

/** Columns that a pass brings along: 1 at points and 0 where a panel is filled up, and one seed per term of the group. */
export const maskColumn = (plan: Plan): number => plan.columns.length
export const seedColumn = (plan: Plan, term: number): number => plan.columns.length + 1 + term

const column = (graph: Graph, index: number): Id => graph.leaf({ op: 'column', column: index })

const residualsOf = (plan: Plan, graph: Graph, group: number): CollapsedResiduals =>
  collapse(
    graph,
    plan.groups[group]!.terms.map((term) => term.residual)
  )

/** Squares of the residuals, and with `gradient` the adjoints of everything that is trained: 2 w / n times the residual goes back. */
export function lossPass(plan: Plan, graph: Graph, group: number, gradient: boolean): Pass {
  const { residuals, collapsed } = residualsOf(plan, graph, group)
  const terms = plan.groups[group]!.terms.map((term, k) => ({ ...term, residual: residuals[k]! }))
  const builder = new PassBuilder(plan, graph, group, collapsed)
  const mask = column(graph, maskColumn(plan))
  const weighted = terms.map(({ residual, pointWeight }) =>
    pointWeight === undefined ? residual : mul(graph, column(graph, pointWeight), residual)
  )
  terms.forEach(({ residual, pointWeight }, term) => {
    builder.sum({ of: 'square', term }, mul(graph, mask, mul(graph, residual, residual)))
    if (pointWeight !== undefined) builder.sum({ of: 'weighted square', term }, mul(graph, mask, mul(graph, weighted[term]!, residual)))
  })
  if (gradient) {
    const seeds = terms.map(({ residual }, term) => ({
      id: residual,
      adjoint: mul(graph, mul(graph, mask, graph.leaf({ op: 'seed', seed: term })), weighted[term]!)
    }))
    builder.reverse(seeds)
  }
  return builder.build()
}

/** The adjoints of everything that is trained, from a seed per point for every term: J^T w. */
export function transposedPass(plan: Plan, graph: Graph, group: number): Pass {
  const { residuals, collapsed } = residualsOf(plan, graph, group)
  const builder = new PassBuilder(plan, graph, group, collapsed)
  builder.reverse(residuals.map((id, term) => ({ id, adjoint: column(graph, seedColumn(plan, term)) })))
  return builder.build()
}

/** Each point's own derivatives of a term's residual times a seed per point: rows of the Jacobian, or their products with a direction. */
export function apartPass(plan: Plan, graph: Graph, group: number, term: number, apart: Apart): Pass {
  const { residuals, collapsed } = collapse(graph, [plan.groups[group]!.terms[term]!.residual])
  const builder = new PassBuilder(plan, graph, group, collapsed, apart)
  if (apart === 'product') builder.point(graph.constant(0))
  builder.reverse([{ id: residuals[0]!, adjoint: column(graph, seedColumn(plan, term)) }])
  return builder.build()
}

/** Values of nodes at every point. */
export function valuePass(plan: Plan, graph: Graph, group: number, nodes: readonly Id[]): Pass {
  const builder = new PassBuilder(plan, graph, group, new Map())
  for (const node of nodes) builder.point(node)
  return builder.build()
}

class PassBuilder {
  private readonly plan: Plan
  private readonly graph: Graph
  private readonly group: number
  private readonly roots: Id[] = []
  private readonly sinks: Sink[] = []
  private readonly sums: Sum[] = []
  private readonly bars: { leaf: Extract<Leaf, { op: 'network' }>; adjoint: Id }[] = []
  private readonly trainables: number[] = []
  private readonly reads: SharedRead[] = []
  private readonly apart: Apart | undefined
  private readonly collapsed: ReadonlyMap<number, Collapsed>
  private points = 0

  constructor(plan: Plan, graph: Graph, group: number, collapsed: ReadonlyMap<number, Collapsed>, apart?: Apart) {
    this.collapsed = collapsed
    this.apart = apart
    this.plan = plan
    this.graph = graph
    this.group = group
  }

  sum(what: Sum, root: Id): void {
    this.add(root, { to: 'sum', slot: this.sums.push(what) - 1 })
  }

  point(root: Id): void {
    this.add(root, { to: 'point', slot: this.points++ })
  }

  reverse(seeds: readonly { id: Id; adjoint: Id }[]): void {
    const { graph } = this
    const trained = trainedLeaves(
      graph,
      seeds.map((seed) => seed.id)
    )
    const adjoint = adjoints(graph, seeds, trained)
    for (const id of trained) {
      const node = graph.node(id)
      const root = adjoint.get(id) ?? graph.constant(0)
      if (node.op === 'trainable') {
        if (this.apart === undefined) this.sum({ of: 'trainable', trainable: node.trainable }, root)
        else {
          this.trainables.push(node.trainable)
          this.point(root)
        }
      }
      if (node.op === 'network') this.bars.push({ leaf: node, adjoint: root })
    }
  }

  build(): Pass {
    const { plan, graph, bars } = this
    const nodes = graph.reachable([...this.roots, ...bars.map((bar) => bar.adjoint)]).map((id) => graph.node(id))
    const leaves = [...nodes, ...bars.map((bar) => bar.leaf)].flatMap((node) => (node.op === 'network' ? [node] : []))
    const used = [...new Set(leaves.map((leaf) => leaf.tap))].sort((a, b) => a - b)
    const taps = used.map((tap): PassTap => {
      const { network, shared } = plan.taps[tap]!
      const orders = leaves.flatMap((leaf) => (leaf.tap === tap ? [leaf.order] : []))
      const collapsed = this.collapsed.get(tap)
      const lower = collapsed?.others.map(({ order }) => order.map((n) => n / 2)) ?? []
      const channels = closure([...orders, ...lower], plan.coordinates.length)
      const inputs = channels.flatMap((order, channel) => {
        const others = collapsed !== undefined && sameOrder(order, collapsed.order) ? collapsed.others.map((other) => other.order) : []
        const parts = [order, ...others].map((each) => embeddingDerivatives(graph, plan.networks[network]!, each))
        return plan.networks[network]!.embedding.map((_, input) => ({ channel, input, nodes: parts.map((nodes) => nodes[input]!) }))
      })
      const varying = inputs.filter(({ nodes }) => graph.reachable(nodes).some((id) => graph.node(id).op === 'coordinate'))
      // points apart meet the adjoints of all channels
      const nonzero = inputs.filter(({ nodes }) => this.apart !== undefined || nodes.some((id) => graph.constantValue(id) !== 0))
      // what is added to the last layer's output, and points apart, go in all channels
      const isWhole = shared || this.apart !== undefined || plan.networks[network]!.layers.at(-1)?.skipFrom !== undefined
      const live = channels.flatMap((order, channel) => (isWhole || orders.some((other) => sameOrder(other, order)) ? [channel] : []))
      const reverse = bars.some(({ leaf }) => leaf.tap === tap)
      return { tap, network, shared, channels, live, collapsed, varying, nonzero, reverse }
    })
    for (const { tap, network, shared, channels, live, reverse } of taps) {
      if (!reverse) continue
      channels.forEach((order, channel) => {
        if (!live.includes(channel)) return
        for (let output = 0; output < plan.networks[network]!.outputs; output++) {
          const bar = bars.find(({ leaf }) => leaf.tap === tap && leaf.output === output && sameOrder(leaf.order, order))
          if (shared) {
            if (bar !== undefined) this.shared({ tap, channel, output }, bar.adjoint)
            continue
          }
          this.add(bar?.adjoint ?? graph.constant(0), { to: 'bar', tap, channel, output })
          if (channel === 0 && bar !== undefined && this.apart === undefined) this.sum({ of: 'output bias', tap, output }, bar.adjoint)
        }
      })
    }
    const columns = [...new Set(nodes.flatMap((node) => (node.op === 'column' ? [node.column] : [])))].sort((a, b) => a - b)
    const { group, roots, sinks, sums, points, apart, trainables, reads } = this
    return { group, graph, taps, columns, roots, sinks, sums, points, apart, trainables, reads }
  }

  private shared(read: SharedRead, adjoint: Id): void {
    if (this.apart === undefined) this.sum({ of: 'shared', ...read }, adjoint)
    else {
      this.reads.push(read)
      this.point(adjoint)
    }
  }

  private add(root: Id, sink: Sink): void {
    this.roots.push(root)
    this.sinks.push(sink)
  }
}
