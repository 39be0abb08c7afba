import { asLabError, LabError } from '../../core/errors.ts'
import type { Transport } from './contract.ts'
import { createHub } from './hub.ts'
import { readServerMessage } from './messages.ts'
import type { ServerMessage } from './messages.ts'
import { decode, encode } from './wire.ts'

/** Milliseconds before the next try to reconnect; the last one repeats. */
const DELAYS = [250, 500, 1000, 2000, 4000]
/** A try that has not opened by then (a forward that swallows packets) is given up. */
const TRY_LIMIT = 10_000

export type ConnectionState = 'open' | 'lost'

export interface ConnectionWatch {
  /** `reason` is given when the connection is lost for good: no more tries are made. */
  onState: (state: ConnectionState, reason?: LabError) => void
  /** Events were missed (while disconnected, or because this reader was too slow): read the store again. */
  onGap?: (missed: number) => void
}

export interface WsOptions extends ConnectionWatch {
  /** A new, connecting socket. */
  socket: () => WebSocket
  /** Why a socket could not be opened, and whether trying again is pointless. */
  diagnose: () => Promise<{ error: LabError; final: boolean }>
  delays?: readonly number[]
  tryLimit?: number
}

interface Pending {
  method: string
  resolve(value: unknown): void
  reject(error: LabError): void
}

export interface WsTransport extends Transport {
  /** Ends the connection and makes no new one. */
  close(): void
}

const lost = (method: string, sent: boolean) =>
  new LabError(
    'connection-lost',
    sent ? `the connection to the lab was lost before ${method} was answered` : `the lab is not connected, so ${method} was not sent`,
    'The page reconnects by itself as soon as the lab can be reached; then try again. Runs go on meanwhile.'
  )

function read(data: unknown): ServerMessage {
  if (!(data instanceof ArrayBuffer)) throw new LabError('bad-frame', 'the lab sent text where bytes were due', 'Reload the page.')
  return readServerMessage(decode(new Uint8Array(data)))
}

/**
 * The contract over a WebSocket that reconnects by itself.
 * @throws (by rejection) the diagnosed LabError when the first connection cannot be made
 */
export async function connectWs(options: WsOptions): Promise<WsTransport> {
  const { onState, onGap, diagnose, delays = DELAYS, tryLimit = TRY_LIMIT } = options
  const hub = createHub()
  const pending = new Map<number, Pending>()
  let live: WebSocket | null = null
  let last: number | null = null
  let calls = 0
  let closed = false

  /** Events up to `seq` exist; the one in hand, if any, is `own` of them. */
  function count(seq: number, own: 0 | 1): void {
    const missed = last === null ? 0 : seq - own - last
    last = seq
    if (missed > 0) onGap?.(missed)
  }

  function handle(message: ServerMessage): void {
    if ('hello' in message) {
      onState('open')
      count(message.hello, 0)
    } else if ('event' in message) {
      count(message.seq, 1)
      hub.emit(message.event, message.payload)
    } else {
      const call = pending.get(message.id)
      pending.delete(message.id)
      if ('error' in message) call?.reject(LabError.fromJSON(message.error))
      else call?.resolve(message.ok)
    }
  }

  function dropped(): void {
    live = null
    for (const call of pending.values()) call.reject(lost(call.method, true))
    pending.clear()
    if (closed) return
    onState('lost')
    void reconnect()
  }

  /** Resolves when the lab has greeted; the socket then serves until it closes. */
  function attempt(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = options.socket()
      socket.binaryType = 'arraybuffer'
      const limit = setTimeout(() => socket.close(), tryLimit)
      const refuse = () => {
        clearTimeout(limit)
        reject(new Error('the socket did not open'))
      }
      socket.addEventListener('message', ({ data }) => {
        let message: ServerMessage
        try {
          message = read(data)
        } catch (error) {
          // Two versions, or a broken line: start afresh rather than guess.
          reject(asLabError(error))
          return socket.close()
        }
        if ('hello' in message) {
          clearTimeout(limit)
          if (closed) return socket.close()
          live = socket
          resolve()
        }
        handle(message)
      })
      socket.addEventListener('error', refuse)
      socket.addEventListener('close', () => (live === socket ? dropped() : refuse()))
    })
  }

  async function reconnect(): Promise<void> {
    for (let tries = 0; !closed; tries++) {
      await new Promise((resolve) => setTimeout(resolve, delays[Math.min(tries, delays.length - 1)]))
      if (closed) return
      const failure = await attempt().then(() => null, diagnose)
      if (failure === null) return
      if (failure.final) return onState('lost', failure.error)
    }
  }

  const failure = await attempt().then(() => null, diagnose)
  if (failure !== null) throw failure.error

  return {
    invoke: (method, input) =>
      new Promise((resolve, reject) => {
        if (live === null) throw lost(method, false)
        const id = ++calls
        const frame = encode({ id, method, input })
        pending.set(id, { method, resolve, reject })
        live.send(frame)
      }),
    subscribe: hub.subscribe,
    close() {
      closed = true
      live?.close()
    }
  }
}
