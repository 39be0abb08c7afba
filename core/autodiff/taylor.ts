import { isLeaf, type Graph, type Id, type Leaf } from './graph.ts'
import { operation } from './operations/index.ts'

/**
 * Taylor mode: the truncated power series of the roots when every leaf moves along one. y' = sum of partial * a' holds for power
 * series as it does for numbers, so a coefficient follows from lower ones and from the series of the partials, which are nodes of
 * the same graph: c_k = 1/k * sum over arguments a, sum over j = 1..k of j a_j p_(k-j). For exp, sin, sqrt and their like this is
 * the textbook recurrence (Griewank & Walther, Evaluating Derivatives, 2008, section 13.2); no operation needs one of its own.
 * @param order highest power kept
 * @param series coefficients of a leaf, at most order + 1 of them; those left out are 0
 * @returns per root its order + 1 coefficients; the n-th derivative along the line is n! times the n-th
 */
export function taylor(
  graph: Graph,
  roots: readonly Id[],
  order: number,
  series: (leaf: Leaf, id: Id) => readonly number[]
): Float64Array[] {
  const { levels, moving, partials } = requirements(graph, roots, order, (leaf, id) => series(leaf, id).some((c, k) => k > 0 && c !== 0))
  const width = order + 1
  // coefficient k of node id stands at id * width + k
  const c = new Float64Array(graph.nodes.length * width)
  for (let k = 0; k <= order; k++) {
    for (const id of levels[k]!) {
      const node = graph.node(id)
      const at = id * width + k
      if (node.op === 'constant') c[at] = k === 0 ? node.value : 0
      else if (isLeaf(node)) c[at] = series(node, id)[k] ?? 0
      else if (k === 0) {
        const [a = id, b = id, d = id] = node.args
        c[at] = operation(node.op).value(c[a * width]!, c[b * width]!, c[d * width]!)
      } else if (moving.has(id)) {
        const own = partials.get(id)!
        let sum = 0
        node.args.forEach((arg, n) => {
          if (moving.has(arg)) sum += share(graph, c, width, arg, own[n]!, k)
        })
        c[at] = sum
      }
    }
  }
  return roots.map((root) => c.slice(root * width, (root + 1) * width))
}

/** What one argument contributes to coefficient k: partial times change of the argument, as power series. */
function share(graph: Graph, c: Float64Array, width: number, arg: Id, partial: Id, k: number): number {
  const constant = graph.constantValue(partial)
  if (constant !== undefined) return constant === 0 ? 0 : constant * c[arg * width + k]!
  let sum = 0
  for (let j = 1; j <= k; j++) sum += j * c[arg * width + j]! * c[partial * width + k - j]!
  return sum / k
}

interface Requirements {
  /** by k, the nodes whose k-th coefficient is needed, in topological order */
  levels: Id[][]
  /** nodes that depend on a leaf that moves */
  moving: ReadonlySet<Id>
  partials: ReadonlyMap<Id, readonly Id[]>
}

/** A node at level k needs its arguments at level k and its partials at level k - 1. */
function requirements(graph: Graph, roots: readonly Id[], order: number, moves: (leaf: Leaf, id: Id) => boolean): Requirements {
  const levels: Id[][] = []
  const moving = new Set<Id>()
  const partials = new Map<Id, readonly Id[]>()
  let wanted: readonly Id[] = roots
  for (let level = order; level >= 0; level--) {
    const ids = graph.reachable(wanted)
    levels[level] = ids
    const next = [...ids]
    for (const id of ids) {
      const node = graph.node(id)
      if (isLeaf(node)) {
        if (moves(node, id)) moving.add(id)
        continue
      }
      if (level === 0 || !node.args.some((arg) => moving.has(arg))) continue
      const own = partials.get(id) ?? operation(node.op).partials(graph, node.args, id)
      // A comparison of what moves stands still: 0 times an infinite partial further on must not arise.
      if (!node.args.some((arg, n) => moving.has(arg) && graph.constantValue(own[n]!) !== 0)) continue
      moving.add(id)
      partials.set(id, own)
      next.push(...own)
    }
    wanted = next
  }
  return { levels, moving, partials }
}
