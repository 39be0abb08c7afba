import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { WsTransport } from '../../main/api/ws-transport.ts'
import { serveHttp } from '../../main/hosts/http/serve.ts'
import type { HttpHost, ServeOptions } from '../../main/hosts/http/serve.ts'
import { exercise, exerciseFake } from './exercise.ts'
import { fakeLab, odd } from './fake-lab.ts'
import { forwardTo } from './forward.ts'
import type { Forward } from './forward.ts'
import { load, openTab } from './node-page.ts'

let folder: string
let lab: ReturnType<typeof fakeLab>
const cleanups: (() => unknown)[] = []

beforeEach(async () => {
  lab = fakeLab()
  folder = await mkdtemp(join(tmpdir(), 'ansatz-http-'))
  cleanups.push(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'index.html'), '<!doctype html>')
})
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function serve(options: Partial<ServeOptions> = {}): Promise<HttpHost> {
  const host = await serveHttp({ ...lab, renderer: folder, ...options })
  cleanups.push(() => host.close())
  return host
}
async function forward(port: number): Promise<Forward> {
  const made = await forwardTo({ port, host: '127.0.0.1' })
  cleanups.push(() => made.close())
  return made
}
async function opened(...args: Parameters<typeof load>): Promise<WsTransport> {
  const transport = await load(...args)
  cleanups.push(() => transport.close())
  return transport
}

test('the contract, over a WebSocket from Node', async () => {
  const tab = openTab((await serve()).url())
  const transport = await opened(tab)
  await exercise(transport)
  await exerciseFake(transport, odd())
  expect(tab.states).toEqual(['open'])
  expect(tab.gaps).toEqual([])
})

test('through a forward to another port of the reader’s machine', async () => {
  const host = await serve()
  const { port } = await forward(host.port ?? 0)
  await exercise(await opened(openTab(host.url(port))))
})

test('over a Unix socket that only its owner can use, and that is gone afterwards', async () => {
  const socketPath = join(folder, 'host.sock')
  const host = await serve({ socketPath })
  expect((await stat(socketPath)).mode & 0o777).toBe(0o600)
  expect(host.port).toBeNull()
  expect(() => host.url()).toThrow(expect.objectContaining({ code: 'no-port' }))
  const made = await forwardTo({ path: socketPath })
  cleanups.push(() => made.close())
  await exercise(await opened(openTab(host.url(made.port))))
  await host.close()
  await expect(stat(socketPath)).rejects.toThrow(/ENOENT/)
})

test('a socket left behind by a program that died is taken over; one in use is not', async () => {
  const socketPath = join(folder, 'host.sock')
  spawnSync(process.execPath, [
    '-e',
    `require('net').createServer().listen(${JSON.stringify(socketPath)}, () => process.kill(process.pid, 'SIGKILL'))`
  ])
  expect((await stat(socketPath)).isSocket()).toBe(true)
  await serve({ socketPath })
  await expect(serve({ socketPath })).rejects.toMatchObject({ code: 'address-in-use' })
})

test('a taken or impossible port is refused with its cure, and nothing keeps listening to the lab', async () => {
  const taken = createServer()
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port))
  )
  cleanups.push(() => taken.close())
  await expect(serve({ port })).rejects.toMatchObject({ code: 'address-in-use', cure: expect.stringContaining('--port') as string })
  await expect(serve({ port: 70_000 })).rejects.toMatchObject({ code: 'cannot-listen' })
  await expect(serve({ port: 1.5 })).rejects.toMatchObject({ code: 'cannot-listen' })
  expect(lab.listeners()).toBe(0)
})

test('a reload keeps the session; the link itself is good once', async () => {
  const host = await serve()
  const link = host.url()
  const tab = openTab(link)
  ;(await load(tab)).close()
  expect(tab.url.hash).toBe('')
  await exercise(await opened(tab))
  // The same link again in the same tab falls back to the session it has; in another tab it is worth nothing.
  tab.url = new URL(link)
  await opened(tab)
  await expect(load(openTab(link))).rejects.toMatchObject({ code: 'link-used', cure: expect.stringContaining('ansatz serve') as string })
  await expect(load(openTab(`http://127.0.0.1:${host.port}/`))).rejects.toMatchObject({ code: 'no-session' })
})

test('a link is good for ten minutes', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  cleanups.push(() => vi.useRealTimers())
  const host = await serve()
  const [late, early] = [host.url(), host.url()]
  vi.advanceTimersByTime(10 * 60_000 - 1)
  await opened(openTab(early))
  vi.advanceTimersByTime(1)
  await expect(load(openTab(late))).rejects.toMatchObject({ code: 'link-used' })
})

test('a cut line: calls in flight fail with a cure, the page reconnects and learns how many events it missed', async () => {
  const host = await serve()
  const line = await forward(host.port ?? 0)
  const tab = openTab(host.url(line.port))
  let hang = true
  const get = lab.handlers['run.list']
  lab.handlers['run.list'] = (input) => (hang ? new Promise(() => {}) : get(input))
  const transport = await opened(tab)
  const heard: unknown[] = []
  transport.subscribe('sweep.changed', (payload) => heard.push(payload))

  lab.emit('sweep.changed', { sweep: 'before' })
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  const waiting = transport.invoke('run.list', {})
  await vi.waitFor(() => expect(tab.states).toEqual(['open']))
  line.cut()
  await expect(waiting).rejects.toMatchObject({ code: 'connection-lost', message: expect.stringContaining('run.list') as string })
  expect(tab.states).toEqual(['open', 'lost'])
  await expect(transport.invoke('run.list', {})).rejects.toMatchObject({ code: 'connection-lost' })
  lab.emit('sweep.changed', { sweep: 'missed' })
  lab.emit('sweep.changed', { sweep: 'missed too' })

  hang = false
  line.mend()
  await vi.waitFor(() => expect(tab.states).toEqual(['open', 'lost', 'open']))
  expect(tab.gaps).toEqual([2])
  expect(await transport.invoke('run.list', {})).toEqual([])
  lab.emit('sweep.changed', { sweep: 'after' })
  await vi.waitFor(() => expect(heard).toEqual([{ sweep: 'before' }, { sweep: 'after' }]))
  expect(tab.gaps).toEqual([2])
})

test('a lab that was started anew does not know the page: it stops trying and says so', async () => {
  const first = await serve()
  const tab = openTab(first.url())
  await opened(tab)
  await first.close()
  await serve({ port: first.port ?? 0 })
  await vi.waitFor(() => expect(tab.states.at(-1)).toBe('lost: session-ended'), 5_000)
  await expect(load(tab)).rejects.toMatchObject({ code: 'session-ended' })
})

test('a lab that is gone is called unreachable', async () => {
  const host = await serve()
  const tab = openTab(host.url())
  await host.close()
  await expect(load(tab)).rejects.toMatchObject({ code: 'unreachable' })
})

test('a slow reader loses events, not the lab its memory; other readers lose none', async () => {
  const host = await serve()
  const slow = openTab(host.url())
  const quick = openTab(host.url())
  let paused!: { _socket: { pause(): void; resume(): void } }
  await opened(slow, {
    socket: (url, protocols) => {
      const socket = new WebSocket(url, protocols, { origin: new URL(url.replace('ws', 'http')).origin })
      paused = socket as unknown as typeof paused
      return socket as unknown as globalThis.WebSocket
    }
  })
  const other = await opened(quick)
  let heard = 0
  other.subscribe('sweep.changed', () => heard++)
  paused._socket.pause()
  const sweep = 'x'.repeat(2 ** 20)
  for (let sent = 0; sent < 60; sent++) {
    lab.emit('sweep.changed', { sweep })
    await vi.waitFor(() => expect(heard).toBe(sent + 1))
  }
  paused._socket.resume()
  const total = () => slow.gaps.reduce((sum, missed) => sum + missed, 0)
  await vi.waitFor(
    () => {
      lab.emit('sweep.changed', { sweep: 'last' })
      expect(total()).toBeGreaterThan(0)
    },
    { timeout: 20_000, interval: 100 }
  )
  expect(total()).toBeGreaterThan(20)
  expect(quick.gaps).toEqual([])
})

test('a result that is too large to send comes back as an error, and the connection lives', async () => {
  const transport = await opened(openTab((await serve()).url()))
  lab.handlers['run.curve'] = ({ run }) => Promise.resolve({ run, iteration: new Float64Array(9 * 2 ** 20), loss: new Float64Array(0) })
  await expect(transport.invoke('run.curve', { run: 'r' })).rejects.toMatchObject({ code: 'too-large' })
  await expect(
    transport.invoke('export.save', { files: [{ name: 'a', mime: 'b', bytes: new Uint8Array(65 * 2 ** 20) }] })
  ).rejects.toMatchObject({
    code: 'too-large'
  })
  expect(await transport.invoke('run.list', {})).toEqual([])
})
