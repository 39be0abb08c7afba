import { NOTHING } from '../components/selection.ts'
import { RUN_STATUSES } from '../../main/api/types.ts'
import type { RunStatus } from '../../main/api/types.ts'
import { isOneOf, Remembered } from '../state/remembered.svelte.ts'
import { opened } from '../state/opened.svelte.ts'
import { collection } from './collection.svelte.ts'
import type { Entry } from './entries.ts'
import { inOrder, ORDERS } from './order.ts'
import type { Order } from './order.ts'
import { isBuiltIn } from './places.ts'
import type { Place } from './places.ts'
import { parseQuery } from './query.ts'

export const layout = new Remembered<'cards' | 'table'>('library.layout', 'cards', isOneOf('cards', 'table'))
export const order = new Remembered<Order>('library.order', 'opened', isOneOf(...ORDERS))

let place = $state<Place>('all')
let text = $state('')
let state = $state<RunStatus | null>(null)
let chosen = $state.raw<ReadonlySet<string>>(NOTHING.keys)
/** on their way out, see `purge` */
let hidden = $state.raw<readonly string[]>([])

const query = $derived(parseQuery(text))
const here = $derived(collection.at(place).filter((entry) => !hidden.includes(entry.key)))
const found = $derived(here.filter((entry) => (state === null || entry.status === state) && query.fits(entry)))
const ordered = $derived(isBuiltIn(place) ? found : inOrder(found, order.current, opened.at))
const statuses = $derived(RUN_STATUSES.filter((status) => status === state || here.some((entry) => entry.status === status)))
const picked = $derived(found.filter((entry) => chosen.has(entry.key)))

/** What the library shows now: a shelf, narrowed by a search and a state, in an order, with some chosen. */
export const shelf = {
  get place() {
    return place
  },
  go(next: Place): void {
    if (next === place) return
    place = next
    state = null
    chosen = NOTHING.keys
  },
  get text() {
    return text
  },
  search: (next: string) => void (text = next),
  get cure() {
    return query.cure
  },
  get state() {
    return state
  },
  only: (next: RunStatus | null) => void (state = next),
  /** the states that occur here */
  get statuses() {
    return statuses
  },
  /** before search and state */
  get size() {
    return here.length
  },
  get entries(): readonly Entry[] {
    return ordered
  },
  get chosen() {
    return chosen
  },
  choose: (keys: ReadonlySet<string>) => void (chosen = keys),
  /** the chosen ones that are shown */
  get picked(): readonly Entry[] {
    return picked
  },
  hide: (keys: readonly string[]) => void (hidden = [...hidden, ...keys]),
  show: (keys: readonly string[]) => void (hidden = hidden.filter((key) => !keys.includes(key)))
}
