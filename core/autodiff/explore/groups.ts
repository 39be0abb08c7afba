import { nodeId } from './steps.ts'
import type { GroupReport } from './report.ts'
import type { Swept } from './sweeps.ts'

/** Nodes that a view can draw one by one. */
export const DRAWN = 60
/** Parts of a group. */
const FAN = 16

/**
 * Gathers consecutive nodes into nested groups, so that a large graph can be drawn and opened part by part. Arguments come before
 * what uses them, so consecutive nodes never make a cycle of groups; cuts are made where few edges cross.
 */
export function groupNodes({ ids, uses }: Pick<Swept, 'ids' | 'uses'>): GroupReport[] {
  if (ids.length <= DRAWN) return []
  // crossing[k]: edges from before node k to it or beyond
  const crossing = new Int32Array(ids.length + 1)
  for (const { from, to } of uses) {
    crossing[from + 1]!++
    crossing[to + 1]!--
  }
  for (let k = 1; k <= ids.length; k++) crossing[k]! += crossing[k - 1]!
  const groups: GroupReport[] = []
  const split = (parent: number | null, first: number, last: number): void => {
    const size = Math.ceil((last - first + 1) / FAN)
    let from = first
    while (from <= last) {
      const to = cut(crossing, from, Math.min(last, from + size - 1), last, size)
      const id = groups.length
      const nodes = to - from + 1
      groups.push({ id, parent, first: nodeId(from), last: nodeId(to), nodes, label: `${nodes} nodes` })
      if (nodes > FAN) split(id, from, to)
      from = to + 1
    }
  }
  split(null, 0, ids.length - 1)
  return groups
}

/** The end of a part: near the intended one, where the fewest edges cross. */
function cut(crossing: Int32Array, from: number, intended: number, last: number, size: number): number {
  if (intended >= last) return last
  const slack = Math.floor(size / 4)
  let best = intended
  for (let k = Math.max(from, intended - slack); k <= Math.min(last - 1, intended + slack); k++) {
    if (crossing[k + 1]! < crossing[best + 1]!) best = k
  }
  return best
}
