import type { IconName } from '../components/icons.ts'

/** Shelves of the library. A shelf is the id of its link: `#/library/pinned`, `#/library/tag:Fronts`, `#/library/group:Waves`. */
export type Place = 'all' | 'pinned' | 'recent' | 'sweep-runs' | 'problems' | 'trash' | `tag:${string}` | `group:${string}`

const FIXED = ['pinned', 'recent', 'sweep-runs', 'problems', 'trash'] as const

export function placeOf(id: string | null): Place {
  if (id === null) return 'all'
  if (id.startsWith('tag:')) return `tag:${id.slice(4)}`
  if (id.startsWith('group:')) return `group:${id.slice(6)}`
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
export const titleOf = (place: Place): string =>
  /^(tag|group):/.test(place) ? place.slice(place.indexOf(':') + 1) : (TITLES[place as keyof typeof TITLES] ?? '')

export const PLACE_ICONS: Record<keyof typeof TITLES, IconName> = {
  all: 'grid',
  pinned: 'pin',
  recent: 'clock',
  'sweep-runs': 'table',
  problems: 'book',
  trash: 'trash'
}

/** Shelves of built-in problems: nothing on them can be changed, and they keep their order. */
export const isBuiltIn = (place: Place): boolean => place === 'problems' || place.startsWith('group:')
