import { linkTo, parseRoute } from './links.ts'
import type { Route, View } from './links.ts'

export { VIEWS, linkTo } from './links.ts'
export type { View, ViewProps } from './links.ts'

let current = $state.raw<Route>(parseRoute(''))
/** The last link of each view, so that its word in the title bar leads back to where one was. */
let last = $state.raw<Partial<Record<View, string>>>({})

export const route = {
  get view() {
    return current.view
  },
  get id() {
    return current.id
  },
  get query() {
    return current.query
  }
}

/** Where the word of a view in the title bar leads. */
export function homeOf(view: View): string {
  return last[view] ?? linkTo(view)
}

/** Opens a view. `replace` leaves no entry in the history, for links that only correct themselves. */
export function go(view: View, id: string | null = null, query: Record<string, string> = {}, replace = false): void {
  const hash = linkTo(view, id, query)
  if (replace) history.replaceState(null, '', hash)
  else if (location.hash !== hash) history.pushState(null, '', hash)
  read()
}

function read(): void {
  current = parseRoute(location.hash)
  last = { ...last, [current.view]: linkTo(current.view, current.id, Object.fromEntries(current.query)) }
}

/** Follows the address line from now on; returns the function that stops it. */
export function followHash(): () => void {
  read()
  addEventListener('hashchange', read)
  addEventListener('popstate', read)
  return () => {
    removeEventListener('hashchange', read)
    removeEventListener('popstate', read)
  }
}
