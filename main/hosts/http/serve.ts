import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { resolve } from 'node:path'
import type { Duplex } from 'node:stream'
import { LabError } from '../../../core/errors.ts'
import type { Handlers } from '../../api/contract.ts'
import { createDispatcher } from '../../api/dispatch.ts'
import type { LabEvents } from '../../api/dispatch.ts'
import { KEY_PREFIX, RPC_PATH, SESSION_PATH } from '../../api/messages.ts'
import { cacheControl, SECURITY_HEADERS } from './headers.ts'
import { listenLocally } from './listen.ts'
import type { Address } from './listen.ts'
import { readPage } from './page.ts'
import { createSessions } from './sessions.ts'
import { createSockets } from './sockets.ts'
import { isLoopbackHost, isOwnOrigin } from './strangers.ts'

export interface ServeOptions extends Address {
  handlers: Handlers
  events: LabEvents
  /** folder of the built page (`out/renderer`) */
  renderer: string
}

export interface HttpHost {
  /** null when listening on a Unix socket */
  port: number | null
  /**
   * A link that opens the lab once, within ten minutes.
   * @param port where the reader's machine reaches it, when that is not the port listened on (a forward)
   */
  url(port?: number): string
  newTicket: () => string
  close(): Promise<void>
}

const MAX_TICKET = 256

/** The body of a small request as text, or null when it is larger than `limit` bytes. */
async function readSmall(request: IncomingMessage, limit: number): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const refuseUpgrade = (socket: Duplex, status: string) => {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/**
 * The lab for a browser on this machine (or at the other end of a forward), and for nobody else: loopback address only; the
 * Host name checked against DNS rebinding; the Origin checked against other pages; a one-time ticket in the address's
 * fragment, which reaches no log and no proxy; and no cookie, since those are shared by every port of a machine.
 * @throws LabError `address-in-use` or `cannot-listen`
 */
export async function serveHttp({ handlers, events, renderer, ...address }: ServeOptions): Promise<HttpHost> {
  const folder = resolve(renderer)
  const sessions = createSessions()
  const sockets = createSockets(createDispatcher(handlers), events)

  function send(response: ServerResponse, status: number, headers: Record<string, string | number> = {}, body: string | Buffer = ''): void {
    const length = { 'content-length': Buffer.byteLength(body) }
    response.writeHead(status, { ...SECURITY_HEADERS, 'cache-control': cacheControl(false), ...length, ...headers }).end(body)
  }

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOwnOrigin(request.headers)) return send(response, 403)
    const ticket = await readSmall(request, MAX_TICKET)
    if (ticket === null) return send(response, 413, { connection: 'close' })
    const key = sessions.exchange(ticket)
    if (key === null) return send(response, 403)
    send(response, 200, { 'content-type': 'text/plain; charset=utf-8' }, key)
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLoopbackHost(request.headers)) return send(response, 421)
    // A proxy's form of address, or none at all: this host is no proxy.
    if (request.url?.startsWith('/') !== true) return send(response, 400)
    const { pathname } = new URL(`http://host${request.url}`)
    if (pathname === SESSION_PATH) {
      if (request.method === 'POST') return exchange(request, response)
      if (request.method !== 'HEAD') return send(response, 405, { allow: 'HEAD, POST' })
      const key = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
      return send(response, key !== undefined && sessions.knows(key) ? 204 : 403)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, { allow: 'GET, HEAD' })
    const file = await readPage(folder, pathname)
    if (file === null) return send(response, 404)
    send(response, 200, { 'content-type': file.type, 'cache-control': cacheControl(file.hashed) }, file.body)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The asker went away before its question was complete: nobody is left to answer.
      if (request.destroyed && !request.complete) return
      console.error(`${request.method} ${request.url} failed:`, error)
      if (response.headersSent) response.destroy()
      else send(response, 500)
    })
  })

  server.on('upgrade', (request, socket, head) => {
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim())
    const key = offered.find((one) => one.startsWith(KEY_PREFIX))?.slice(KEY_PREFIX.length)
    if (!isLoopbackHost(request.headers)) return refuseUpgrade(socket, '421 Misdirected Request')
    const isOurs = request.url === RPC_PATH && isOwnOrigin(request.headers) && key !== undefined && sessions.knows(key)
    if (!isOurs) return refuseUpgrade(socket, '403 Forbidden')
    sockets.accept(request, socket, head)
  })

  const port = await listenLocally(server, address).catch((error: unknown) => {
    sockets.close()
    throw error
  })

  const url = (at = port) => {
    if (at === null) {
      throw new LabError('no-port', `${address.socketPath} has no port`, 'Say at which local port the forward to it listens.')
    }
    return `http://127.0.0.1:${at}/#ticket=${sessions.newTicket()}`
  }

  return {
    port,
    url,
    newTicket: sessions.newTicket,
    async close() {
      sockets.close()
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeAllConnections()
      await closed
    }
  }
}
