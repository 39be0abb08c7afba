import { protocol } from 'electron'
import { cacheControl, SECURITY_HEADERS } from '../http/headers.ts'
import { readPage } from '../http/page.ts'
import { HOST, SCHEME } from './origin.ts'

/** Before Electron is ready, and once: the scheme is a standard, secure one, so that the page has storage, fetch and workers. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
  ])
}

/** Answers for one address of the lab's page: GET only, its own host only, files of `folder` only. */
export async function answerPage(folder: string, request: Pick<Request, 'method' | 'url'>): Promise<Response> {
  const headers = { ...SECURITY_HEADERS, 'cache-control': cacheControl(false) }
  const refuse = (status: number) => new Response(null, { status, headers })
  if (request.method !== 'GET') return refuse(405)
  const { host, pathname } = new URL(request.url)
  const file = host === HOST ? await readPage(folder, pathname) : null
  if (file === null) return refuse(404)
  return new Response(file.body, { headers: { ...headers, 'content-type': file.type, 'cache-control': cacheControl(file.hashed) } })
}

/** Serves the built page under the lab's own scheme; `file:` pages have more rights than any page should. */
export function servePage(folder: string): void {
  protocol.handle(SCHEME, (request) => answerPage(folder, request))
}
