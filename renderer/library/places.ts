import type { IconName } from '../components/icons.ts'

/** Shelves of the library. A shelf is the id of its link: `#/library/pinned`, `#/library/tag:Fronts`. */
export type Place = 'all' | 'pinned' | 'recent' | 'sweep-runs' | 'problems' | 'trash' | `tag:${string}`

const FIXED = ['pinned', 'recent', 'sweep-runs', 'problems', 'trash'] as const

export function placeOf(id: string | null): Place {
  if (id === null) return 'all'
  if (id.startsWith('tag:')) return `tag:${id.slice(4)}`
  return FIXED.find((place) => place === id) ?? 'all'
}

const TITLES: Record<(typeof FIXED)[number] | 'all', string> = {
  all: 'Everything',
  pinned: 'Pinned',
  recent: 'Recent',
  'sweep-runs': 'Runs of sweeps',
  problems: 'Problems',
  trash: 'Trash'
}
export const titleOf = (place: Place): string => (place.startsWith('tag:') ? place.slice(4) : (TITLES[place as keyof typeof TITLES] ?? ''))

export const PLACE_ICONS: Record<keyof typeof TITLES, IconName> = {
  all: 'grid',
  pinned: 'pin',
  recent: 'clock',
  'sweep-runs': 'table',
  problems: 'book',
  trash: 'trash'
}
