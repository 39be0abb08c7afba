import type { Graph, Id, Order } from '../autodiff/graph.ts'
import type { Row } from '../autodiff/operation.ts'
import { sameOrder } from './channels.ts'
import type { hoistedValues } from './hoisted.ts'
import type { Channel, Group, Plan } from './plan.ts'
import { TapRunner } from './tap-runner.ts'

interface BoundTap {
  runner: TapRunner
  network: number
  shared: boolean
  /** embedding at all points (one where shared): [channel][input], one array of points each */
  embedding: Float64Array[][]
}

/** One derivative of one output of a network at a tap. */
export interface TapRead {
  tap: number
  order: Order
  output: number
}

/** The networks of a group, read at its taps: forward a block of points at a time, shared taps once around all blocks; backward from adjoints. */
export class BoundTaps {
  private readonly taps: Map<number, BoundTap>

  constructor(
    plan: Plan,
    group: Group,
    points: readonly Float64Array[],
    hoisted: ReturnType<typeof hoistedValues>,
    capacity: number,
    weights: Row,
    makeRow: (length: number) => Row
  ) {
    this.taps = new Map(
      group.taps.map((tap) => {
        const { network: index, at, channels, shared } = plan.taps[tap]!
        const network = plan.networks[index]!
        // the coordinates of a shared tap are the same at all points
        const read = shared ? points.map((values) => values.slice(0, 1)) : points
        const where = at === 'own' ? read : hoisted.at(at, read)
        const orders = channels.map(orderOf)
        const runner = new TapRunner(network, plan.blocks, orders, shared ? 1 : capacity, weights, makeRow)
        return [tap, { runner, network: index, shared, embedding: hoisted.embedding(network, orders, where) }]
      })
    )
  }

  /** Where the value of a read stands after `forward`: [output][point], or one entry per output where the tap is shared. */
  source({ tap, order }: Omit<TapRead, 'output'>): { row: Row; shared: boolean } {
    const { runner, shared } = this.taps.get(tap)!
    return { row: runner.output[channelOf(runner.channels, order)]!, shared }
  }

  isShared(tap: number): boolean {
    return this.taps.get(tap)!.shared
  }

  /** A network at the first tap of the group that reads it, with its inputs loaded for n points from `from` on. */
  first(network: number, from: number, n: number): TapRunner {
    const { runner, embedding } = this.readerOf(network)
    load(runner, embedding, from, n)
    runner.forward(n)
    return runner
  }

  /** Units of a network's hidden layers. */
  widths(network: number): number[] {
    return this.readerOf(network).runner.widths
  }

  private readerOf(network: number): BoundTap {
    return [...this.taps.values()].find((tap) => tap.network === network)!
  }

  /** Shared taps, or the others at n points from `from` on. */
  forward(shared: boolean, from: number, n: number): void {
    for (const tap of this.of(shared)) {
      load(tap.runner, tap.embedding, from, n)
      tap.runner.forward(n)
    }
  }

  clearBars(shared: boolean): void {
    for (const { runner } of this.of(shared)) for (const row of runner.outputBar) row.fill(0)
  }

  /** Puts the adjoints of a read at n points; of a shared one their sum is added. */
  setBar({ tap, order, output }: TapRead, adjoint: Row, n: number): void {
    const { runner, shared } = this.taps.get(tap)!
    const bar = runner.outputBar[channelOf(runner.channels, order)]!
    if (shared) for (let p = 0; p < n; p++) bar[output]! += adjoint[p]!
    else bar.set(adjoint.subarray(0, n), output * n)
  }

  /** Adds the parameters' adjoints, summed over the points, to `gradient`. */
  backward(shared: boolean, n: number, gradient: Float64Array): void {
    for (const { runner } of this.of(shared)) runner.backward(n, gradient)
  }

  /** Adds each point's own adjoints of the parameters to its row of `rows`, `parameters` entries a row; taps that are not shared. */
  backwardRows(n: number, rows: Float64Array, parameters: number): void {
    for (const { runner } of this.of(false)) runner.backwardRows(n, rows, parameters)
  }

  private *of(shared: boolean): Generator<BoundTap> {
    for (const tap of this.taps.values()) if (tap.shared === shared) yield tap
  }
}

/** The trained leaves that roots depend on, in topological order. */
export function trainedLeaves(graph: Graph, roots: readonly Id[]): Id[] {
  return graph.reachable(roots).filter((id) => ['network', 'trainable'].includes(graph.node(id).op))
}

/** The interpreter carries every derivative apart; collapsed sums are the compiled engine's. */
function orderOf(channel: Channel): Order {
  if ('order' in channel) return channel.order
  throw new RangeError('The interpreter does not carry collapsed channels.')
}

function channelOf(channels: readonly Order[], order: Order): number {
  return channels.findIndex((other) => sameOrder(other, order))
}

function load(runner: TapRunner, embedding: Float64Array[][], from: number, n: number): void {
  embedding.forEach((inputs, c) => {
    const row = runner.input[c]!
    for (let k = 0; k < inputs.length; k++) {
      const values = inputs[k]!
      const to = k * n
      for (let p = 0; p < n; p++) row[to + p] = values[from + p]!
    }
  })
}
