import type { SweepMode } from '../../core/autodiff/explore/report.ts'
import { readMachine, writeMachine } from './machine.ts'
import type { Machine } from './machine.ts'
import { isCounting } from './ledger.ts'
import type { Counting } from './ledger.ts'
import { MODES } from './sweep.ts'
import type { Place } from './sweep.ts'

/** What the lower pane of the right column shows, and the lower pane of the left one. */
export const ASIDES = [
  { value: 'differences', label: 'Differences' },
  { value: 'symbolic', label: 'Symbolic' },
  { value: 'orders', label: 'Orders' },
  { value: 'cost', label: 'Cost' }
] as const
export type Aside = (typeof ASIDES)[number]['value']
export const TABLES = [
  { value: 'nodes', label: 'Nodes' },
  { value: 'matrices', label: 'Jacobian, Hessian' },
  { value: 'check', label: 'Check my gradient' }
] as const
export type Table = (typeof TABLES)[number]['value']

/** All that decides what the Explorer shows: what a link carries. */
export interface Spot {
  /** one expression, or several separated by ";" */
  text: string
  /** a network or a residual in place of what is typed */
  machine: Machine | null
  /** values of the inputs as typed; those of names that are not in the expression wait until they are again */
  at: Readonly<Record<string, string | number>>
  /** input of the tangents; the first one where null */
  wrt: string | null
  /** output of the adjoints, from 0 */
  output: number
  /** direction of the Hessian-vector product, by the order of the inputs; null: all ones */
  along: readonly number[] | null
  mode: SweepMode
  place: Place
  counting: Counting
  aside: Aside
  table: Table
  presenting: boolean
}

export const START: Spot = {
  text: 'sqrt(x^2 + exp(x^2))',
  machine: null,
  at: { x: 2 },
  wrt: null,
  output: 0,
  along: null,
  mode: 'reverse',
  place: null,
  counting: 'explicit',
  aside: 'differences',
  table: 'nodes',
  presenting: false
}

const LONGEST = 20_000
const MOST_INPUTS = 1000

/** The query of a link that opens the same spot again; what is as at the start is left out, but for the expression and its point. */
export function queryOf(spot: Spot): Record<string, string> {
  const query: Record<string, string> = spot.machine === null ? { f: spot.text } : { of: writeMachine(spot.machine) }
  if (spot.machine?.kind === 'residual' && spot.machine.source !== undefined) query.problem = spot.machine.source
  const at = Object.entries(spot.at).map(([name, value]) => `${name}=${value}`)
  if (at.length > 0) query.at = at.join(';')
  if (spot.wrt !== null) query.wrt = spot.wrt
  if (spot.output !== 0) query.out = String(spot.output)
  if (spot.along !== null) query.along = spot.along.join(';')
  if (spot.mode !== START.mode) query.mode = spot.mode
  if (spot.place !== null) query.step = String(spot.place)
  if (spot.counting !== START.counting) query.count = spot.counting
  if (spot.aside !== START.aside) query.show = spot.aside
  if (spot.table !== START.table) query.table = spot.table
  if (spot.presenting) query.present = '1'
  return query
}

/** A spot from a link; whatever it does not say, or says wrongly, is as at the start. */
export function spotOf(query: URLSearchParams): Spot {
  const machine = readMachine(query.get('of') ?? '', query.get('problem')?.slice(0, LONGEST) ?? null)
  const text = query.get('f') ?? (machine === null ? null : START.text)
  if (text === null) return { ...START, presenting: query.has('present') }
  const choice = <T extends string>(key: string, among: readonly T[], otherwise: T): T =>
    among.find((one) => one === query.get(key)) ?? otherwise
  const whole = (key: string): number | null => {
    const given = query.get(key)
    return given !== null && /^\d{1,9}$/.test(given) ? Number(given) : null
  }
  const count = query.get('count')
  return {
    text: text.slice(0, LONGEST),
    machine,
    at: Object.fromEntries(
      (query.get('at') ?? '').split(';').flatMap((pair): [string, string][] => {
        const [, name, value] = /^\s*([^=\s]+)\s*=(.*)$/s.exec(pair) ?? []
        return name === undefined || value === undefined ? [] : [[name, value.trim()]]
      })
    ),
    wrt: query.get('wrt'),
    output: whole('out') ?? 0,
    along: direction(query.get('along')),
    mode: choice('mode', MODES, START.mode),
    place: whole('step'),
    counting: isCounting(count) ? count : START.counting,
    aside: choice(
      'show',
      ASIDES.map(({ value }) => value),
      START.aside
    ),
    table: choice(
      'table',
      TABLES.map(({ value }) => value),
      START.table
    ),
    presenting: query.has('present')
  }
}

/** The spot of a link that stands where an expression should; null for anything else. */
export function linkedSpot(text: string): Spot | null {
  const [, query] = /^\s*\S*#\/autodiff\?(\S+)\s*$/.exec(text) ?? []
  return query === undefined ? null : spotOf(new URLSearchParams(query))
}

/** Numbers between semicolons; null for anything else. */
function direction(text: string | null): number[] | null {
  const numbers = text?.split(';').map(Number) ?? []
  const fine = text !== null && text.trim() !== '' && numbers.length <= MOST_INPUTS && numbers.every(Number.isFinite)
  return fine ? numbers : null
}

/** A value to begin with: away from 0 and 1, where many functions and their derivatives happen to agree. */
export const firstValue = (place: number): number => (place === 0 ? 2 : place === 1 ? 3 : 1)

/** A query as it stands in the address line. */
export const written = (query: Record<string, string>): string => new URLSearchParams(query).toString()
