import type { Graph } from '../../autodiff/graph.ts'
import { sameOrder } from '../channels.ts'
import { hoistedValues } from '../hoisted.ts'
import type { Bindings, Plan } from '../plan.ts'
import type { PassTap } from './pass.ts'

/** What the points of a group say, computed once: shared by all modules that run over the group. */
export class GroupData {
  readonly count: number
  private readonly plan: Plan
  private readonly points: readonly Float64Array[]
  private readonly hoisted: ReturnType<typeof hoistedValues>

  constructor(plan: Plan, graph: Graph, group: number, bindings: Bindings) {
    this.plan = plan
    this.points = bindings.points[group]!
    this.count = this.points[0]?.length ?? 0
    this.hoisted = hoistedValues(plan, graph, plan.groups[group]!, bindings, this.points)
  }

  column(index: number): Float64Array {
    return this.hoisted.columns[index]!
  }

  /** Inputs of the network at a tap: [channel][input], one array of points each; a single point where the tap is shared. */
  inputs({ tap, channels, collapsed }: PassTap): Float64Array[][] {
    const { network, at, shared } = this.plan.taps[tap]!
    const everywhere = at === 'own' ? this.points : this.hoisted.at(at)
    const where = shared ? everywhere.map((values) => values.slice(0, 1)) : everywhere
    const read = this.plan.networks[network]!
    const values = this.hoisted.embedding(read, channels, where)
    if (collapsed !== undefined) {
      const sum = values[channels.findIndex((order) => sameOrder(order, collapsed.order))]!
      collapsed.others.forEach(({ order, factor }) => {
        const [others] = this.hoisted.embedding(read, [order], where)
        others!.forEach((row, input) => row.forEach((value, p) => (sum[input]![p]! += factor * value)))
      })
    }
    return shared ? values.map((inputs) => inputs.map((row) => row.slice(0, 1))) : values
  }
}
