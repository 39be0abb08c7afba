import { LabError } from '../../core/errors.ts'
import { KEY_PREFIX, PROTOCOL, RPC_PATH, SESSION_PATH } from './messages.ts'
import { connectWs } from './ws-transport.ts'
import type { ConnectionState, ConnectionWatch, WsTransport } from './ws-transport.ts'

const STORED_KEY = 'ansatz-session'

export type PageLocation = Pick<Location, 'hash' | 'host' | 'origin' | 'pathname' | 'search'>
export type KeyStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface ConnectOptions extends Omit<ConnectionWatch, 'onState'> {
  /** replaces the address shown, once the ticket is taken from it */
  replaceUrl?: (url: string) => void
  fetch?: typeof fetch
  socket?: (url: string, protocols: string[]) => WebSocket
  delays?: readonly number[]
}

const CURE = 'Run `ansatz serve` again or reload from its new link.'
const usedUp = () => new LabError('link-used', 'this link was used already, or is older than ten minutes', CURE)
const noLink = () => new LabError('no-session', 'this page was opened without the link that the lab printed', CURE)
const ended = () => new LabError('session-ended', 'the lab was started anew and does not know this page any more', CURE)
const unreachable = () =>
  new LabError('unreachable', 'the lab does not answer', 'See that `ansatz serve` still runs, and the port forward, if there is one.')

/**
 * The HTTP door, from its page: exchanges the one-time ticket in the address (`#ticket=…`) for a session key, which outlives a
 * reload in the tab's sessionStorage, and connects with it. No cookie: those are shared by every port of the machine.
 * @throws (by rejection) LabError `link-used`, `no-session`, `session-ended` or `unreachable`
 */
export async function connectHttp(
  location: PageLocation,
  store: KeyStore,
  onState: (state: ConnectionState, reason?: LabError) => void,
  options: ConnectOptions = {}
): Promise<WsTransport> {
  const { fetch: ask = (...request) => fetch(...request), onGap, delays } = options
  const { socket = (url, protocols) => new WebSocket(url, protocols), replaceUrl = (url) => history.replaceState(null, '', url) } = options
  const session = location.origin + SESSION_PATH

  const knows = async (key: string) => {
    const answer = await ask(session, { method: 'HEAD', headers: { authorization: `Bearer ${key}` } })
    return answer.ok
  }

  /** The key that the ticket buys, or the one kept from before. */
  async function keyOf(ticket: string | null): Promise<string> {
    if (ticket !== null) {
      const answer = await ask(session, { method: 'POST', body: ticket })
      if (answer.ok) return answer.text()
    }
    const kept = store.getItem(STORED_KEY)
    if (kept !== null && (await knows(kept))) return kept
    store.removeItem(STORED_KEY)
    if (ticket !== null) throw usedUp()
    throw kept === null ? noLink() : ended()
  }

  async function diagnose(): Promise<{ error: LabError; final: boolean }> {
    const known = await knows(key).catch(() => null)
    return known === false ? { error: ended(), final: true } : { error: unreachable(), final: false }
  }

  const ticket = new URLSearchParams(location.hash.slice(1)).get('ticket')
  // Out of the address bar, the history and any bookmark before anything else happens.
  if (ticket !== null) replaceUrl(location.pathname + location.search)
  const key = await keyOf(ticket).catch((error: unknown) => {
    throw error instanceof LabError ? error : unreachable()
  })
  store.setItem(STORED_KEY, key)

  const url = `ws://${location.host}${RPC_PATH}`
  return connectWs({
    socket: () => socket(url, [PROTOCOL, KEY_PREFIX + key]),
    diagnose,
    onState,
    ...(onGap && { onGap }),
    ...(delays && { delays })
  })
}
