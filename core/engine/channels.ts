import { adjoints, raise, tangents } from '../autodiff/differentiate.ts'
import { add, mul } from '../autodiff/fold.ts'
import { rewrite } from '../autodiff/rewrite.ts'
import { Graph, type Id, type Order } from '../autodiff/graph.ts'
import { activationNode } from '../network/activations.ts'
import type { Activation } from '../training/settings.ts'
import { compileProgram, type Program } from './program.ts'

export const sameOrder = (a: Order, b: Order): boolean => a.every((n, k) => n === b[k])
export const total = (order: Order): number => order.reduce((sum, n) => sum + n, 0)

/** Downward closure of the orders that are used: all that Faa di Bruno's formula needs below them, lowest first. */
export function closure(orders: readonly Order[], axes: number): Order[] {
  const all = new Map<string, Order>()
  const visit = (order: Order): void => {
    if (all.has(order.join())) return
    all.set(order.join(), order)
    order.forEach((n, k) => {
      if (n > 0) visit(order.map((m, j) => (j === k ? m - 1 : m)))
    })
  }
  visit(Array.from({ length: axes }, () => 0))
  for (const order of orders) visit(order)
  return [...all.values()].sort((a, b) => total(a) - total(b) || (a.join() < b.join() ? 1 : -1))
}

/**
 * An activation f acting on a jet z: forward gives D^alpha f(z) for every channel alpha, backward turns their adjoints into
 * the adjoints of D^beta z. Both come from one graph: D is the total derivative of f with z's derivatives as leaves (Faa di
 * Bruno falls out), backward is its reverse sweep.
 */
export interface ActivationPrograms {
  /** inputs: jet leaves; outputs: one per channel, then the saved values */
  forward: Program
  /** inputs: jet leaves, seeds (adjoint per channel), known nodes; outputs: adjoint of each jet channel */
  backward: Program
  /** ids of the known nodes that backward reads from forward's outputs, with the index of that output */
  known: ReadonlyMap<Id, number>
  outputs: number
}

/** The graph of the programs. */
export interface ActivationGraph {
  graph: Graph
  /** D^alpha f(z) per channel */
  values: readonly Id[]
  /** adjoint of each jet channel that is not zero */
  adjoints: readonly Id[]
  /** nodes of the forward sweep that are costly to form again: the reverse sweep reads them, it does not recompute them */
  known: readonly Id[]
}

/** A sum of second derivatives that is carried as one channel: the derivative `order` stands for order + sum of factor * other. */
export interface Collapsed {
  order: Order
  others: readonly { order: Order; factor: number }[]
}

/**
 * @param collapsed the channel that carries a sum, where one does
 * @param live the channels whose values have an adjoint; all where left out
 * @param zero the channels whose jets are zero everywhere, as second derivatives of a linear map are
 */
export function activationGraph(
  activation: Activation,
  w0: number,
  channels: readonly Order[],
  collapsed?: Collapsed,
  live?: readonly number[],
  zero: readonly number[] = []
): ActivationGraph {
  const graph = new Graph()
  const axes = channels[0]!.length
  const jet = (order: Order): Id =>
    zero.some((k) => sameOrder(channels[k]!, order)) ? graph.constant(0) : graph.leaf({ op: 'jet', order })
  const jets = channels.map(jet)
  const values: Id[] = []
  const memo = Array.from({ length: axes }, () => new Map<Id, Id>())
  const derivative = (order: Order): Id => {
    const axis = order.findIndex((n) => n > 0)
    const lower = channels.findIndex((other) => sameOrder(raise(other, axis), order))
    const [node] = tangents(graph, [values[lower]!], (leaf) => (leaf.op === 'jet' ? jet(raise(leaf.order, axis)) : undefined), memo[axis])
    return node!
  }
  for (const order of channels) {
    if (total(order) === 0) values.push(activationNode(graph, activation, jets[0]!, w0))
    else if (collapsed === undefined || !sameOrder(collapsed.order, order)) values.push(derivative(order))
    else {
      // f' z_xx + f'' z_x^2 + c (f' z_yy + f'' z_y^2), where the jet of the sum is z_xx + c z_yy
      const others = collapsed.others.map(({ order: other, factor }) => {
        const [rest] = rewrite(graph, [derivative(other)], graph, (leaf) =>
          leaf.op === 'jet' && sameOrder(leaf.order, other) ? graph.constant(0) : undefined
        )
        return mul(graph, graph.constant(factor), rest!)
      })
      values.push(others.reduce((sum, other) => add(graph, sum, other), derivative(order)))
    }
  }
  const wanted = jets.filter((_, k) => !zero.includes(k))
  const seeds = channels.map((_, k) => graph.leaf({ op: 'seed', seed: k }))
  const adjoint = adjoints(
    graph,
    values.map((id, k) => ({ id, adjoint: seeds[k]! })).filter((_, k) => live === undefined || live.includes(k)),
    wanted
  )
  const backward = wanted.map((id) => adjoint.get(id) ?? graph.constant(0))
  const forwardNodes = new Set(graph.reachable(values))
  const known = graph.reachable(backward).filter((id) => {
    const node = graph.node(id)
    return forwardNodes.has(id) && 'args' in node && !CHEAP.has(node.op)
  })
  return { graph, values, adjoints: backward, known }
}

export function activationPrograms(activation: Activation, w0: number, channels: readonly Order[]): ActivationPrograms {
  const { graph, values, adjoints: backward, known: costly } = activationGraph(activation, w0, channels)
  const outputs = [...values, ...costly.filter((id) => !values.includes(id))]
  const known = new Map(costly.map((id) => [id, outputs.indexOf(id)]))
  return {
    forward: compileProgram(graph, outputs),
    backward: compileProgram(graph, backward, new Set(known.keys())),
    known,
    outputs: outputs.length
  }
}

const CHEAP: ReadonlySet<string> = new Set([
  'add',
  'sub',
  'mul',
  'neg',
  'gt',
  'lt',
  'ge',
  'le',
  'eq',
  'ne',
  'if',
  'max',
  'min',
  'sign',
  'abs'
])
