/** The views that can be reached, in the order of the title bar and of Ctrl 1, Ctrl 2, … */
export const VIEWS = [
  { view: 'library', title: 'Library' },
  { view: 'bench', title: 'Bench' },
  { view: 'sweeps', title: 'Sweeps' },
  { view: 'compare', title: 'Compare' },
  { view: 'autodiff', title: 'Autodiff' }
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
