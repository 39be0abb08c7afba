import { sortRows } from '../components/sort.ts'
import type { SortValue } from '../components/sort.ts'
import type { Entry } from './entries.ts'

export const ORDERS = ['opened', 'newest', 'name', 'error', 'time'] as const
export type Order = (typeof ORDERS)[number]

export const ORDER_WORDS: Record<Order, string> = {
  opened: 'Last opened',
  newest: 'Newest',
  name: 'Name',
  error: 'Smallest error',
  time: 'Shortest time'
}

/** Pinned ones stay in front of all orders. */
export function inOrder(entries: readonly Entry[], order: Order, openedAt: (id: string) => string): Entry[] {
  // Something made after it was last looked at counts as looked at: it was made by looking at it.
  const lastSeen = (entry: Entry) => (openedAt(entry.id) > entry.created ? openedAt(entry.id) : entry.created)
  const value: Record<Order, (entry: Entry) => SortValue> = {
    opened: lastSeen,
    newest: (entry) => entry.created,
    name: (entry) => entry.name,
    error: (entry) => entry.error,
    time: (entry) => entry.seconds
  }
  const sorted = sortRows(entries, value[order], order === 'opened' || order === 'newest')
  return [...sorted.filter((entry) => entry.pinned), ...sorted.filter((entry) => !entry.pinned)]
}
