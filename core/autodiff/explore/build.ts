import { LabError } from '../../errors.ts'
import type { Expression, Span } from '../../expression/ast.ts'
import { constantValue } from '../../expression/constant.ts'
import { children } from '../../expression/nodes.ts'
import { placeIn } from '../../expression/trouble.ts'
import { tangents } from '../differentiate.ts'
import type { Graph, Id } from '../graph.ts'

/** Above this many nodes a graph is refused. */
export const MOST_NODES = 250_000
const MOST_TERMS = 100_000

type Bound = ReadonlyMap<string, number>

/**
 * Builds expressions as they are written: equal sub-expressions become one node, nothing is folded, nothing is commuted. Sums are
 * written out term by term; arithmetic of their index is bookkeeping and becomes a constant, as does the sign of a number.
 */
export class Builder {
  readonly graph: Graph
  /** first place of every operation */
  readonly spans = new Map<Id, Span>()
  private readonly text: string
  private readonly inputs: ReadonlyMap<string, Id>
  private readonly indexOnly = new WeakMap<Expression, boolean>()

  constructor(graph: Graph, text: string, inputs: ReadonlyMap<string, Id>) {
    this.graph = graph
    this.text = text
    this.inputs = inputs
  }

  build(expression: Expression, bound: Bound = new Map()): Id {
    // Down the first arguments without recursion: x + x + … + x is as deep as it is long.
    const spine: Extract<Expression, { kind: 'apply' }>[] = []
    let node = expression
    while (node.kind === 'apply' && !this.isLabel(node, bound)) {
      spine.push(node)
      node = node.args[0]!
    }
    let id = this.leaf(node, bound)
    for (const parent of spine.toReversed()) {
      const others = parent.args.slice(1).map((arg) => this.build(arg, bound))
      id = this.graph.apply(parent.operation, id, ...others)
      if (!this.spans.has(id)) this.spans.set(id, parent.span)
      if (this.graph.nodes.length > MOST_NODES)
        throw this.failure(parent, `The graph has more than ${MOST_NODES} nodes`, 'Shorten the sums, or explore a part of it.')
    }
    return id
  }

  private leaf(node: Expression, bound: Bound): Id {
    const { graph } = this
    switch (node.kind) {
      case 'number':
        return graph.constant(node.value)
      case 'constant':
        return graph.constant(node.name === 'pi' ? Math.PI : Math.E)
      case 'variable':
        return this.inputs.get(node.name)!
      case 'derivative':
        return this.derivative(node, bound)
      case 'sum':
        return this.sum(node, bound)
      case 'index':
      case 'apply':
        return graph.constant(constantValue(node, bound))
      case 'where':
        return this.build(node.body, bound)
      default:
        throw this.failure(
          node,
          'An integral is not made of elementary operations',
          'Write the sum that stands for it, such as sum(i, 0, 9, f)*h.'
        )
    }
  }

  /** -3, and what is made of a sum's index alone. */
  private isLabel(node: Extract<Expression, { kind: 'apply' }>, bound: Bound): boolean {
    if (node.operation === 'neg' && node.args[0]!.kind === 'number') return true
    return bound.size > 0 && this.isIndexArithmetic(node) && mentionsIndex(node)
  }

  private isIndexArithmetic(node: Expression): boolean {
    const known = this.indexOnly.get(node)
    if (known !== undefined) return known
    const only =
      node.kind === 'index' || node.kind === 'number' || (node.kind === 'apply' && node.args.every((arg) => this.isIndexArithmetic(arg)))
    this.indexOnly.set(node, only)
    return only
  }

  private sum(node: Extract<Expression, { kind: 'sum' }>, bound: Bound): Id {
    const limit = (end: Expression): number => {
      const value = constantValue(end, bound)
      if (!Number.isSafeInteger(value))
        throw this.failure(end, 'The limits of a sum must be whole numbers', 'Write for example sum(i, 0, 9, x^i).')
      return value
    }
    const [from, to] = [limit(node.from), limit(node.to)]
    if (to - from >= MOST_TERMS)
      throw this.failure(node, `A sum of ${to - from + 1} terms is too long`, `Write at most ${MOST_TERMS} terms.`)
    let total: Id | undefined
    for (let i = from; i <= to; i++) {
      const term = this.build(node.body, new Map(bound).set(node.index, i))
      total = total === undefined ? term : this.graph.apply('add', total, term)
      if (!this.spans.has(total)) this.spans.set(total, node.span)
    }
    return total ?? this.graph.constant(0)
  }

  /** diff(f, x): the tangent of f, by the same differentiator. */
  private derivative(node: Extract<Expression, { kind: 'derivative' }>, bound: Bound): Id {
    let id = this.build(node.body, bound)
    let left = node.order
    while (left.some((n) => n > 0)) {
      const axis = left.findIndex((n) => n > 0)
      const one = this.graph.constant(1)
      id = tangents(this.graph, [id], (leaf) => (leaf.op === 'coordinate' && leaf.axis === axis ? one : undefined))[0]!
      left = left.map((n, k) => (k === axis ? n - 1 : n))
    }
    if (!this.spans.has(id)) this.spans.set(id, node.span)
    return id
  }

  private failure({ span }: Expression, message: string, cure: string): LabError {
    return new LabError('expression', message, cure, placeIn(this.text, span))
  }
}

function mentionsIndex(node: Expression): boolean {
  return node.kind === 'index' || children(node).some(mentionsIndex)
}
