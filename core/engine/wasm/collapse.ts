import { adjoints } from '../../autodiff/differentiate.ts'
import { mul } from '../../autodiff/fold.ts'
import { isLeaf, type Graph, type Id, type Leaf, type Order } from '../../autodiff/graph.ts'
import { rewrite } from '../../autodiff/rewrite.ts'
import { sameOrder, total, type Collapsed } from '../channels.ts'

type NetworkLeaf = Extract<Leaf, { op: 'network' }>

/** Residuals in which sums of second derivatives stand for themselves, and which sums these are, by tap. */
export interface CollapsedResiduals {
  residuals: readonly Id[]
  collapsed: ReadonlyMap<number, Collapsed>
}

/**
 * Finds second derivatives that residuals use only in one sum, as those of a Laplacian: where dR/dN_yy is a constant times dR/dN_xx in every residual
 * and R is linear in both, R(N_xx, N_yy) = R(N_xx + c N_yy, 0). Then one channel carries the sum through the network, from where on N_xx means it: the
 * forward Laplacian (Li et al., Nature Machine Intelligence 6 (2024) 209), with d + 2 channels instead of 2 d + 1.
 */
export function collapse(graph: Graph, residuals: readonly Id[]): CollapsedResiduals {
  const leaves = graph.reachable(residuals).flatMap((id) => {
    const node = graph.node(id)
    return isLeaf(node) && node.op === 'network' ? [{ id, leaf: node }] : []
  })
  const collapsed = new Map<number, Collapsed>()
  for (const tap of new Set(leaves.map(({ leaf }) => leaf.tap))) {
    const own = leaves.filter(({ leaf }) => leaf.tap === tap)
    const found = sumOf(graph, residuals, own)
    if (found !== undefined) collapsed.set(tap, found)
  }
  if (collapsed.size === 0) return { residuals, collapsed }
  const zero = graph.constant(0)
  const rewritten = rewrite(graph, residuals, graph, (leaf) => {
    if (leaf.op !== 'network') return undefined
    const others = collapsed.get(leaf.tap)?.others
    return others?.some(({ order }) => sameOrder(order, leaf.order)) === true ? zero : undefined
  })
  return { residuals: rewritten, collapsed }
}

const isPureSecond = (order: Order): boolean => total(order) === 2 && order.includes(2)

/** The largest sum of second derivatives at a tap. */
function sumOf(graph: Graph, residuals: readonly Id[], leaves: readonly { id: Id; leaf: NetworkLeaf }[]): Collapsed | undefined {
  // a higher derivative needs the second ones by themselves
  if (leaves.some(({ leaf }) => total(leaf.order) > 2)) return undefined
  const seconds = leaves.filter(({ leaf }) => isPureSecond(leaf.order))
  const axes = [...new Set(seconds.map(({ leaf }) => leaf.order.indexOf(2)))].sort((a, b) => a - b)
  if (axes.length < 2) return undefined
  const outputs = [...new Set(leaves.map(({ leaf }) => leaf.output))]
  const ids = new Set(seconds.map(({ id }) => id))
  // per axis: coefficient and what it multiplies, for every residual and output
  const factors = axes.map((axis) =>
    residuals.flatMap((residual) => {
      const wanted = outputs.map((output) => seconds.find(({ leaf }) => leaf.order[axis] === 2 && leaf.output === output)?.id)
      const adjoint = adjoints(
        graph,
        [{ id: residual, adjoint: graph.constant(1) }],
        wanted.filter((id) => id !== undefined)
      )
      return wanted.map((id) => (id === undefined ? graph.constant(0) : (adjoint.get(id) ?? graph.constant(0))))
    })
  )
  const linear = !graph.reachable(factors.flat()).some((id) => ids.has(id))
  if (!linear) return undefined
  const sums = axes.map((axis, k) => ({
    axis,
    others: axes.flatMap((other, j) => {
      const factor = j > k ? ratio(graph, factors[k]!, factors[j]!) : undefined
      return factor === undefined ? [] : [{ axis: other, factor }]
    })
  }))
  const largest = sums.reduce((best, next) => (next.others.length > best.others.length ? next : best))
  if (largest.others.length === 0) return undefined
  const second = (axis: number): Order => leaves[0]!.leaf.order.map((_, k) => (k === axis ? 2 : 0))
  return { order: second(largest.axis), others: largest.others.map(({ axis, factor }) => ({ order: second(axis), factor })) }
}

/** c with b_i = c a_i for all i; undefined where there is none. */
function ratio(graph: Graph, a: readonly Id[], b: readonly Id[]): number | undefined {
  let found: number | undefined
  for (const [k, id] of a.entries()) {
    const [first, second] = [split(graph, id), split(graph, b[k]!)]
    if (first.coefficient === 0 && second.coefficient === 0) continue
    if (first.coefficient === 0 || second.coefficient === 0 || first.base !== second.base) return undefined
    const own = second.coefficient / first.coefficient
    if (found !== undefined && own !== found) return undefined
    found = own
  }
  return found
}

/** A node as a number times another node; a constant has none. */
function split(graph: Graph, id: Id): { coefficient: number; base: Id | undefined } {
  const value = graph.constantValue(id)
  if (value !== undefined) return { coefficient: value, base: undefined }
  const node = graph.node(id)
  if (isLeaf(node)) return { coefficient: 1, base: id }
  if (node.op === 'neg') {
    const inner = split(graph, node.args[0]!)
    return { ...inner, coefficient: -inner.coefficient }
  }
  if (node.op === 'mul') {
    const parts = node.args.map((arg) => split(graph, arg)) as [ReturnType<typeof split>, ReturnType<typeof split>]
    const bases = parts.flatMap(({ base }) => (base === undefined ? [] : [base]))
    const coefficient = parts[0].coefficient * parts[1].coefficient
    if (bases.length === 2) return { coefficient, base: mul(graph, bases[0]!, bases[1]!) }
    return { coefficient, base: bases[0] }
  }
  return { coefficient: 1, base: id }
}
