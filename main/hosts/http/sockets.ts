import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { asLabError } from '../../../core/errors.ts'
import type { Dispatch, LabEvents } from '../../api/dispatch.ts'
import { PROTOCOL, readCall } from '../../api/messages.ts'
import type { Call, EventMessage, Hello, ServerMessage } from '../../api/messages.ts'
import { decode, encode, MAX_FRAME } from '../../api/wire.ts'

/** A reader with more than this unread gets no further events: they are hints, and the store can be read again. */
const MAX_UNREAD = 8 * 2 ** 20
const [UNSUPPORTED, UNREADABLE, GOING_AWAY] = [1003, 1007, 1001]
/** A reader that has gone without a word does not answer the closing handshake. */
const CLOSE_MS = 500

export interface Sockets {
  /** takes over an upgrade whose sender was already checked */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** `ws` hands a Buffer over; its memory is an ArrayBuffer, never a shared one. */
const bytesOf = (data: Buffer) => new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength)

const send = (socket: WebSocket, message: ServerMessage) => {
  if (socket.readyState === socket.OPEN) socket.send(encode(message))
}

/** The WebSocket side of the HTTP door: calls in, replies and numbered events out. */
export function createSockets(dispatch: Dispatch, events: LabEvents): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME,
    perMessageDeflate: false,
    handleProtocols: () => PROTOCOL
  })
  let seq = 0

  const unsubscribe = events.subscribe((event, payload) => {
    seq++
    const readers = [...server.clients].filter(({ readyState, OPEN, bufferedAmount }) => readyState === OPEN && bufferedAmount < MAX_UNREAD)
    if (readers.length === 0) return
    const frame = encode({ event, payload, seq } satisfies EventMessage)
    for (const reader of readers) reader.send(frame)
  })

  async function answer(socket: WebSocket, { id, method, input }: Call): Promise<void> {
    try {
      send(socket, { id, ok: await dispatch(method, input) })
    } catch (error) {
      // Also when the result cannot be sent (too large): the caller learns it in place of waiting.
      send(socket, { id, error: asLabError(error).toJSON() })
    }
  }

  function attach(socket: WebSocket): void {
    // Reported by `close` as well; without a listener it would end the process.
    socket.on('error', () => socket.terminate())
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) return socket.close(UNSUPPORTED)
      let call: Call
      try {
        call = readCall(decode(bytesOf(data)))
      } catch (error) {
        return socket.close(UNREADABLE, asLabError(error).code)
      }
      void answer(socket, call)
    })
    send(socket, { hello: seq } satisfies Hello)
  }

  return {
    accept: (request, socket, head) => server.handleUpgrade(request, socket, head, attach),
    close() {
      unsubscribe()
      for (const socket of server.clients) {
        socket.close(GOING_AWAY)
        setTimeout(() => socket.terminate(), CLOSE_MS).unref()
      }
      server.close()
    }
  }
}
