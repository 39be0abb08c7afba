import { call } from '../autodiff/fold.ts'
import { argumentsOf, isLeaf, type Graph, type Id } from '../autodiff/graph.ts'
import type { Column } from '../engine/plan.ts'
import { rewrite } from '../autodiff/rewrite.ts'

/**
 * Moves roots into a Plan's graph. Whatever depends on the point but not on a trained number becomes a column there: it is
 * computed once per sampling, not once per step.
 */
export class Hoist {
  readonly columns: Column[] = []
  private readonly source: Graph
  private readonly target: Graph
  private readonly columnOf = new Map<Id, Id>()

  constructor(source: Graph, target: Graph) {
    this.source = source
    this.target = target
  }

  roots(roots: readonly Id[]): Id[] {
    const { source, target } = this
    const order = source.reachable(roots)
    const trained = new Set<Id>()
    for (const id of order) {
      const node = source.node(id)
      if (['network', 'trainable', 'integral'].includes(node.op) || argumentsOf(node).some((arg) => trained.has(arg))) trained.add(id)
    }
    const image = new Map<Id, Id>()
    const resolve = (id: Id): Id => image.get(id) ?? this.column(id)
    for (const id of order) {
      if (!trained.has(id)) continue
      const node = source.node(id)
      image.set(id, isLeaf(node) ? target.leaf(node) : call(target, node.op, ...node.args.map(resolve)))
    }
    return roots.map(resolve)
  }

  /** A node without trained numbers: constants and run-time scalars stay as they are, the rest becomes a column. */
  private column(id: Id): Id {
    const known = this.columnOf.get(id)
    if (known !== undefined) return known
    const node = this.source.node(id)
    const [copy] = rewrite(this.source, [id], this.target, () => undefined)
    const own = node.op === 'constant' || node.op === 'scalar' ? copy! : this.newColumn(copy!)
    this.columnOf.set(id, own)
    return own
  }

  private newColumn(node: Id): Id {
    const column = this.columns.push({ name: `column ${this.columns.length + 1}`, from: { node } }) - 1
    return this.target.leaf({ op: 'column', column })
  }
}
