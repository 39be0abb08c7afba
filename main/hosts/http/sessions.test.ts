import { expect, test } from 'vitest'
import { createSessions } from './sessions.ts'

const MINUTES = 60_000

test('a ticket buys one key; the key stays good', () => {
  let now = 0
  const sessions = createSessions(() => now)
  const ticket = sessions.newTicket()
  const key = sessions.exchange(ticket) ?? expect.fail('no key')
  expect(sessions.exchange(ticket)).toBeNull()
  expect(key).not.toBe(ticket)
  now = 1000 * MINUTES
  expect(sessions.knows(key)).toBe(true)
  expect(sessions.knows(ticket)).toBe(false)
})

test('each ticket is good for ten minutes from its own beginning', () => {
  let now = 0
  const sessions = createSessions(() => now)
  const first = sessions.newTicket()
  now = 5 * MINUTES
  const second = sessions.newTicket()
  now = 10 * MINUTES
  expect(sessions.exchange(first)).toBeNull()
  expect(sessions.exchange(second)).not.toBeNull()
})

test('tickets and keys never repeat', () => {
  const sessions = createSessions()
  const secrets = Array.from({ length: 200 }, () => sessions.newTicket()).flatMap((ticket) => [ticket, sessions.exchange(ticket)])
  expect(new Set(secrets).size).toBe(400)
})
