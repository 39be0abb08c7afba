import { adjoints, tangents } from '../differentiate.ts'
import { evaluate } from '../evaluate.ts'
import type { Id } from '../graph.ts'
import { taylor } from '../taylor.ts'
import { valueOf } from './point.ts'
import type { OrderReport, Value } from './report.ts'
import type { Swept } from './sweeps.ts'

const HIGHEST = 6
/** Nodes of nested derivatives beyond which no higher order is formed. */
const MOST_NESTED = 60_000
/** Nodes of the expression beyond which Taylor sweeps stop at order 2. */
const MOST_FOR_TAYLOR = 3000

/** Derivatives of an output by an input up to order 6: reverse, then forward over it again and again; and by one Taylor sweep. */
export function orderTable(swept: Swept, output: number, input: number, defined: boolean): OrderReport {
  const { subject, images, outputs } = swept
  if (subject.inputs.length === 0) return { rows: [], reason: 'there is nothing to differentiate by' }
  if (!defined) return { rows: [], reason: 'the first derivative does not exist here' }
  const { graph } = subject
  const root = images[outputs[output]!]!
  const highest = swept.ids.length > MOST_FOR_TAYLOR ? 2 : HIGHEST
  const series = taylorDerivatives(swept, root, input, highest)
  const rows: OrderReport['rows'] = []
  let stopped: string | null = highest < HIGHEST ? `orders above ${highest} are left out for a graph of ${swept.ids.length} nodes` : null
  let nested: Id | undefined = adjoints(graph, [{ id: root, adjoint: graph.constant(1) }], [subject.inputs[input]!.id]).get(
    subject.inputs[input]!.id
  )
  nested ??= graph.constant(0)
  const one = graph.constant(1)
  for (let order = 1; order <= highest; order++) {
    if (order > 1 && nested !== undefined) {
      nested = tangents(graph, [nested], (leaf) => (leaf.op === 'coordinate' && leaf.axis === input ? one : undefined))[0]
    }
    const nodes = nested === undefined ? 0 : graph.reachable([nested]).length
    const forwardOverReverse = nested === undefined ? null : valueOf(valueAt(swept, nested))
    const byTaylor = valueOf(series[order]!)
    const difference = forwardOverReverse === null || byTaylor === null ? null : Math.abs(forwardOverReverse - byTaylor)
    rows.push({ order, forwardOverReverse, taylor: byTaylor, difference, nodes })
    if (nodes > MOST_NESTED) {
      stopped ??= `forward over reverse stops at order ${order}: it has grown to ${nodes} nodes`
      nested = undefined
    }
  }
  return { rows, reason: stopped }
}

/** Derivatives 0 to `order` along an input, by one Taylor sweep. */
export function taylorDerivatives({ subject }: Pick<Swept, 'subject'>, root: Id, input: number, order: number): number[] {
  const [coefficients] = taylor(subject.graph, [root], order, (leaf) =>
    leaf.op === 'coordinate' ? [subject.inputs[leaf.axis]!.value, leaf.axis === input ? 1 : 0] : [NaN]
  )
  let factorial = 1
  return [...coefficients!].map((coefficient, k) => {
    factorial *= Math.max(1, k)
    return coefficient * factorial
  })
}

export function valueAt({ subject }: Pick<Swept, 'subject'>, id: Id): number {
  return evaluate(subject.graph, [id], (leaf) => (leaf.op === 'coordinate' ? subject.inputs[leaf.axis]!.value : NaN))[0]!
}

/** First derivative by a Taylor sweep of order 1. */
export function taylorFirst(swept: Swept, output: number, input: number): Value {
  return valueOf(taylorDerivatives(swept, swept.images[swept.outputs[output]!]!, input, 1)[1]!)
}
