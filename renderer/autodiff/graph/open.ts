import type { Derivation, GroupReport, SweepStep } from '../../../core/autodiff/explore/report.ts'
import { positionOf } from './parts.ts'
import type { Parts } from './parts.ts'

/** Groups of a large graph that are open, by id. */
export type Open = ReadonlySet<number>

export const NONE_OPEN: Open = new Set()

export const opened = (open: Open, group: number): Open => new Set([...open, group])

/** Without a group and all that is open within it. */
export function closed(groups: readonly GroupReport[], open: Open, group: number): Open {
  const parents = new Map(groups.map(({ id, parent }) => [id, parent]))
  const within = (id: number): boolean => {
    for (let at: number | null = id; at !== null; at = parents.get(at) ?? null) if (at === group) return true
    return false
  }
  return new Set([...open].filter((id) => !within(id)))
}

/** With every group open around a node, so that it is drawn. */
export function openedAround({ groups }: Pick<Derivation, 'groups'>, open: Open, node: `x${number}`): Open {
  const at = positionOf(node)
  const around = groups.filter(({ first, last }) => positionOf(first) <= at && at <= positionOf(last))
  return new Set([...open, ...around.map(({ id }) => id)])
}

/** How many nodes of every part a sweep has reached. */
export function reachedIn({ partOf }: Parts, taken: readonly SweepStep[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { node } of taken) {
    const part = partOf[positionOf(node)]
    if (part !== undefined) counts.set(part, (counts.get(part) ?? 0) + 1)
  }
  return counts
}
