import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser } from '../../main/browser.ts'
import { serveHttp } from '../../main/hosts/http/serve.ts'
import type { HttpHost } from '../../main/hosts/http/serve.ts'
import { fakeLab } from './fake-lab.ts'
import { forwardTo } from './forward.ts'
import { buildTestPage } from './page-bundle.ts'

let folder: string
let lab: ReturnType<typeof fakeLab>
let host: HttpHost
let browser: Browser

beforeAll(async () => {
  folder = await buildTestPage()
  lab = fakeLab()
  host = await serveHttp({ ...lab, renderer: folder })
  const executablePath = findBrowser()
  if (executablePath === undefined) throw new Error('no Chromium found: `npm test` installs one, or set ANSATZ_CHROMIUM to its path')
  browser = await chromium.launch({ executablePath })
})
afterAll(async () => {
  await browser.close()
  await host.close()
  await rm(folder, { recursive: true })
})

/** A new tab of a browser profile of its own; what its console complains of is collected. */
async function openPage(): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext()).newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, complaints }
}

const settled = (page: Page) =>
  page.waitForFunction(() => window.doors !== undefined && (window.doors.states.length > 0 || window.doors.failure !== null))
const exercised = (page: Page) => page.evaluate(async () => [await window.doors.exercise(), await window.doors.exerciseFake()])

test('the contract, from a page in a real browser', async () => {
  const { page, complaints } = await openPage()
  await page.goto(host.url())
  await settled(page)
  expect(await exercised(page)).toEqual(['passed', 'passed'])
  // The ticket is nowhere to be seen or copied any more, and nothing lies where another port could read it.
  expect(page.url()).toBe(`http://127.0.0.1:${host.port}/`)
  expect(await page.evaluate(() => [document.cookie, localStorage.length, history.length])).toEqual(['', 0, 2])
  expect(await page.evaluate(() => [crossOriginIsolated, typeof SharedArrayBuffer, isSecureContext])).toEqual([true, 'function', true])
  expect(complaints).toEqual([])
  await page.context().close()
})

test('the session survives a reload, and is this tab’s alone', async () => {
  const { page } = await openPage()
  const link = host.url()
  await page.goto(link)
  await settled(page)
  await page.reload()
  await settled(page)
  expect(await exercised(page)).toEqual(['passed', 'passed'])
  const other = await page.context().newPage()
  for (const [address, code] of [
    [link, 'link-used'],
    [new URL('/', link).href, 'no-session']
  ] as const) {
    await other.goto('about:blank')
    await other.goto(address)
    await settled(other)
    expect(await other.evaluate(() => window.doors.failure)).toMatchObject({
      code,
      cure: expect.stringContaining('ansatz serve') as string
    })
  }
  await page.context().close()
})

test('through a forward from another port to a Unix socket, as over ssh; a cut line mends itself', async () => {
  const socketPath = join(folder, 'host.sock')
  const remote = await serveHttp({ ...lab, renderer: folder, socketPath })
  const forward = await forwardTo({ path: socketPath })
  const { page } = await openPage()
  await page.goto(remote.url(forward.port))
  await settled(page)
  expect(await exercised(page)).toEqual(['passed', 'passed'])
  forward.cut()
  await page.waitForFunction(() => window.doors.states.at(-1) === 'lost')
  lab.emit('sweep.changed', { sweep: 'missed' })
  forward.mend()
  await page.waitForFunction(() => window.doors.states.length === 3)
  expect(await page.evaluate(() => [window.doors.states, window.doors.gaps])).toEqual([['open', 'lost', 'open'], [1]])
  expect(await exercised(page)).toEqual(['passed', 'passed'])
  await page.context().close()
  forward.close()
  await remote.close()
})

test('another site can neither read the page, nor spend a ticket, nor connect, nor frame it', async () => {
  // Another port of this machine is another site, as another user's server on a shared machine would be.
  const evil = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>'))
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  const { page } = await openPage()
  await page.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`)
  const ticket = host.newTicket()
  const outcome = await page.evaluate(
    async ({ own, spent }) => {
      const failed = (promise: Promise<unknown>) =>
        promise.then(
          () => 'passed',
          () => 'refused'
        )
      const socket = (protocols: string[]) =>
        new Promise((resolve, reject) => {
          const made = new WebSocket(`ws://${own}/rpc`, protocols)
          made.onopen = resolve
          made.onerror = reject
        })
      return [
        await failed(fetch(`http://${own}/`)),
        await failed(fetch(`http://${own}/session`, { method: 'POST', body: spent })),
        await failed(fetch(`http://${own}/session`, { method: 'POST', body: spent, mode: 'no-cors' })),
        await failed(socket(['ansatz', `key.${spent}`]))
      ]
    },
    { own: `127.0.0.1:${host.port}`, spent: ticket }
  )
  // The third passes as an opaque answer that nobody can read; that the ticket is unspent shows that it did nothing.
  expect(outcome.toSpliced(2, 1)).toEqual(['refused', 'refused', 'refused'])
  const { page: good } = await openPage()
  await good.goto(`http://127.0.0.1:${host.port}/#ticket=${ticket}`)
  await settled(good)
  expect(await good.evaluate(() => window.doors.failure)).toBeNull()

  await page.setContent(`<iframe src="http://127.0.0.1:${host.port}/"></iframe>`)
  await expect.poll(() => page.frames().map((frame) => frame.url())).toContain('chrome-error://chromewebdata/')
  await page.context().close()
  await good.context().close()
  evil.close()
})
