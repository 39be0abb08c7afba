import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const TICKET_LIFE_MS = 10 * 60_000

const secret = () => randomBytes(32).toString('base64url')
const digest = (text: string) => createHash('sha256').update(text).digest()

/** Tickets (good once, for ten minutes) and the session keys they are exchanged for. */
export interface Sessions {
  newTicket: () => string
  /** The session key that a ticket buys; null when it is unknown, used or too old. */
  exchange: (ticket: string) => string | null
  knows: (key: string) => boolean
}

/** @param now clock in milliseconds, for tests */
export function createSessions(now: () => number = Date.now): Sessions {
  // Only digests are kept and compared, each in constant time: the time an answer takes says nothing about a secret.
  const tickets: { digest: Buffer; expires: number }[] = []
  const keys: Buffer[] = []
  const find = (digests: readonly Buffer[], wanted: Buffer) => digests.findIndex((one) => timingSafeEqual(one, wanted))

  return {
    newTicket() {
      const ticket = secret()
      tickets.push({ digest: digest(ticket), expires: now() + TICKET_LIFE_MS })
      return ticket
    },
    exchange(ticket) {
      const index = find(
        tickets.map((one) => one.digest),
        digest(ticket)
      )
      const [taken] = index < 0 ? [] : tickets.splice(index, 1)
      if (taken === undefined || taken.expires <= now()) return null
      const key = secret()
      keys.push(digest(key))
      return key
    },
    knows: (key) => find(keys, digest(key)) >= 0
  }
}
