/** The scheme and host of the lab's page in the window: an origin of its own, with the rights of a secure page and no others. */
export const SCHEME = 'ansatz'
export const HOST = 'app'
export const PAGE_URL = `${SCHEME}://${HOST}/`

/**
 * Whether an address is the lab's own page. Scheme and host are compared whole: `ansatz://app.evil` and `ansatz://user@evil`
 * begin alike, and the `origin` of a scheme of one's own is the word "null" outside the browser.
 * @param page address of the page: `PAGE_URL`, or the development server's
 */
export function isOwnPage(address: string, page: string): boolean {
  if (!URL.canParse(address)) return false
  const [asked, own] = [new URL(address), new URL(page)]
  return asked.protocol === own.protocol && asked.host === own.host && asked.username === '' && asked.password === ''
}
