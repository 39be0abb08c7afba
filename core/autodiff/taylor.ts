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
  const coefficients: (Float64Array | undefined)[] = []
  const partials = new Map<Id, readonly Id[]>()
  const moving = new Set<Id>()
  // Level k: the nodes whose k-th coefficient is needed. A node at level k needs its partials at level k - 1.
  const levels: Id[][] = []
  let wanted: Id[] = [...roots]
  for (let level = order; level >= 0; level--) {
    const ids = graph.reachable(wanted)
    levels[level] = ids
    const next: Id[] = []
    for (const id of ids) {
      if (coefficients[id] !== undefined) {
        if (level > 0) next.push(...(partials.get(id) ?? []))
        continue
      }
      const node = graph.node(id)
      const own = new Float64Array(order + 1)
      coefficients[id] = own
      if (node.op === 'constant') own[0] = node.value
      else if (isLeaf(node)) {
        own.set(series(node, id).slice(0, order + 1))
        if (own.some((c, k) => k > 0 && c !== 0)) moving.add(id)
      } else {
        if (!node.args.some((arg) => moving.has(arg))) continue
        moving.add(id)
        if (level === 0) continue
        const found = operation(node.op).partials(graph, node.args, id)
        partials.set(id, found)
        next.push(...found)
      }
    }
    wanted = [...ids, ...next]
  }
  for (let k = 0; k <= order; k++) {
    for (const id of levels[k]!) {
      const node = graph.node(id)
      if (isLeaf(node)) continue
      const own = coefficients[id]!
      const args = node.args.map((arg) => coefficients[arg]!)
      if (k === 0) own[0] = operation(node.op).value(args[0]![0]!, args[1]?.[0] ?? 0, args[2]?.[0] ?? 0)
      else if (moving.has(id)) own[k] = coefficient(graph, node.args, args, partials.get(id)!, k, coefficients, moving)
    }
  }
  return roots.map((root) => coefficients[root]!)
}

function coefficient(
  graph: Graph,
  ids: readonly Id[],
  args: readonly Float64Array[],
  partials: readonly Id[],
  k: number,
  coefficients: readonly (Float64Array | undefined)[],
  moving: ReadonlySet<Id>
): number {
  let sum = 0
  args.forEach((a, n) => {
    if (!moving.has(ids[n]!)) return
    const constant = graph.constantValue(partials[n]!)
    if (constant === 0) return
    const p = coefficients[partials[n]!]!
    if (constant !== undefined) {
      sum += constant * a[k]!
      return
    }
    let share = 0
    for (let j = 1; j <= k; j++) share += j * a[j]! * p[k - j]!
    sum += share / k
  })
  return sum
}
