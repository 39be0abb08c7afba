import { WebSocket } from 'ws'
import { connectHttp } from '../../main/api/connect.ts'
import type { ConnectOptions } from '../../main/api/connect.ts'
import type { ConnectionState, WsTransport } from '../../main/api/ws-transport.ts'

/** What a tab has of its own: the address it was opened with, and its sessionStorage. */
export interface Tab {
  url: URL
  store: Map<string, string>
  states: string[]
  gaps: number[]
}

export const openTab = (link: string): Tab => ({ url: new URL(link), store: new Map(), states: [], gaps: [] })

/** Loads the lab's page in a tab as a browser would, in Node: a browser names the origin of a page by itself, here it is said. */
export function load(tab: Tab, options: ConnectOptions = {}): Promise<WsTransport> {
  const { url, store } = tab
  const { origin } = url
  const onState = (state: ConnectionState, reason?: { code: string }) =>
    tab.states.push(reason === undefined ? state : `${state}: ${reason.code}`)
  const keys = {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
    removeItem: (key: string) => void store.delete(key)
  }
  return connectHttp(url, keys, onState, {
    fetch: (target, request) => fetch(target, { ...request, headers: { ...request?.headers, origin } }),
    socket: (target, protocols) => new WebSocket(target, protocols, { origin }) as unknown as globalThis.WebSocket,
    replaceUrl: (path) => {
      tab.url = new URL(path, origin)
    },
    onGap: (missed) => tab.gaps.push(missed),
    delays: [20],
    ...options
  })
}
