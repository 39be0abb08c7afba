import { isOwnPage } from './origin.ts'

const EXTERNAL = new Set(['https:', 'http:', 'mailto:'])
// Copying text and pictures, and the F key. Nothing else is ever granted, asked for or not.
const GRANTED = new Set(['clipboard-sanitized-write', 'fullscreen'])

/**
 * Whether an address may be handed to the system to open. A list of what may, never of what may not: systems register
 * schemes that run programs. A name before the host, meant to look like another host, is refused too.
 */
export function mayOpenOutside(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, username, password, hostname } = new URL(address)
  if (!EXTERNAL.has(protocol) || username !== '' || password !== '') return false
  return protocol === 'mailto:' || hostname !== ''
}

export const mayHave = (permission: string): boolean => GRANTED.has(permission)

/** What becomes of a window's wish to go to, or open, an address. */
export type Verdict = 'stay within' | 'open outside' | 'refuse'

/** @param page address of the lab's page */
export function judgeNavigation(address: string, page: string): Verdict {
  if (isOwnPage(address, page)) return 'stay within'
  return mayOpenOutside(address) ? 'open outside' : 'refuse'
}
