import type { IncomingMessage } from 'node:http'

type Headers = Pick<IncomingMessage['headers'], 'host' | 'origin'>

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Whether the page was addressed by a name of this machine. A foreign name that resolves to 127.0.0.1 (DNS rebinding) is
 * refused. The port is not compared: a forward over ssh changes it.
 */
export const isLoopbackHost = ({ host = '' }: Headers) => LOOPBACK.has(host.toLowerCase().replace(/:\d{1,5}$/, ''))

/** Whether a request that changes something comes from our own page: browsers name the origin, and only they need to be believed. */
export const isOwnOrigin = ({ host = '', origin }: Headers) =>
  origin !== undefined && origin.toLowerCase() === `http://${host.toLowerCase()}`
