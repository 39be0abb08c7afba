/** The views that can be reached, in the order of the title bar and of Ctrl 1, Ctrl 2, … */
export const VIEWS = [
  { view: 'library', title: 'Library' },
  { view: 'bench', title: 'Bench' },
  { view: 'sweeps', title: 'Sweeps' },
  { view: 'compare', title: 'Compare' }
] as const
export type View = (typeof VIEWS)[number]['view']

export interface Route {
  view: View
  /** run, problem or sweep id; null when the link names none */
  id: string | null
  query: URLSearchParams
}

/** What every view component is given. */
export interface ViewProps {
  id: string | null
  query: URLSearchParams
}

/** `#/bench/lecture-decay?train` as a route; whatever is not a link of ours opens the library. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?', 2)
  const [, name = '', ...rest] = path.split('/')
  const view = VIEWS.find((known) => known.view === name)?.view ?? 'library'
  const id = rest.length === 0 || rest[0] === '' ? null : decode(rest.join('/'))
  return { view, id, query: new URLSearchParams(search) }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

/** The hash of a link: `linkTo('compare', null, { runs: 'a,b' })` is `#/compare?runs=a%2Cb`. */
export function linkTo(view: View, id: string | null = null, query: Record<string, string> = {}): string {
  const search = new URLSearchParams(query).toString()
  return `#/${view}${id === null ? '' : `/${encodeURIComponent(id)}`}${search === '' ? '' : `?${search}`}`
}

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
