import { LabError } from '../../core/errors.ts'
import type { LabErrorJson } from '../../core/errors.ts'

/** The name under which both ends open the WebSocket; the session key follows as a second sub-protocol. */
export const PROTOCOL = 'ansatz'
export const KEY_PREFIX = 'key.'
/** Where the HTTP door answers. */
export const SESSION_PATH = '/session'
export const RPC_PATH = '/rpc'

/** A call, from the client. */
export interface Call {
  id: number
  method: string
  input: unknown
}
/** How a call ended. */
export type Reply = { ok: unknown } | { error: LabErrorJson }
/** Events are numbered over the life of the door, so that a client knows when it missed one. */
export interface EventMessage {
  event: string
  payload: unknown
  seq: number
}
/** The first message on a connection: the number of the newest event. */
export interface Hello {
  hello: number
}
export type ServerMessage = Hello | EventMessage | ({ id: number } & Reply)

type Fields = Record<string, unknown>

function fieldsOf(message: unknown): Fields {
  if (typeof message === 'object' && message !== null && !Array.isArray(message)) return message as Fields
  throw unreadable()
}

const unreadable = () =>
  new LabError('bad-frame', 'a message that this version cannot read', 'Reload the page, so that it and the lab are of one version.')

const isErrorJson = (value: unknown): value is LabErrorJson =>
  typeof value === 'object' &&
  value !== null &&
  ['code', 'message', 'cure'].every((key) => Object.hasOwn(value, key) && typeof (value as Fields)[key] === 'string')

/** @throws LabError `bad-frame` */
export function readCall(message: unknown): Call {
  const { id, method, input } = fieldsOf(message)
  if (!Number.isSafeInteger(id) || typeof method !== 'string') throw unreadable()
  return { id: id as number, method, input }
}

/** @throws LabError `bad-frame` */
export function readServerMessage(message: unknown): ServerMessage {
  const { id, ok, error, event, payload, seq, hello } = fieldsOf(message)
  if (Number.isSafeInteger(hello)) return { hello: hello as number }
  if (typeof event === 'string' && Number.isSafeInteger(seq)) return { event, payload, seq: seq as number }
  if (!Number.isSafeInteger(id)) throw unreadable()
  if (error === undefined) return { id: id as number, ok }
  if (isErrorJson(error)) return { id: id as number, error }
  throw unreadable()
}
