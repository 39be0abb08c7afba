import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import type { IncomingHttpHeaders, RequestOptions } from 'node:http'
import { networkInterfaces, tmpdir } from 'node:os'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { encode, MAX_FRAME } from '../../main/api/wire.ts'
import { serveHttp } from '../../main/hosts/http/serve.ts'
import type { HttpHost } from '../../main/hosts/http/serve.ts'
import { fakeLab } from './fake-lab.ts'

let folder: string
let host: HttpHost
let own: string
const SECRET = 'not for you'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ansatz-strangers-'))
  const page = join(folder, 'page')
  await mkdir(join(page, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), SECRET)
  await mkdir(join(folder, 'page-backup'))
  await writeFile(join(folder, 'page-backup', 'secret.txt'), SECRET)
  await writeFile(join(page, 'index.html'), '<!doctype html><title>Ansatz</title>')
  await writeFile(join(page, 'assets', 'inter-D4f9_kQ2.woff2'), 'font')
  await writeFile(join(page, 'assets', 'index-D4f9_kQ2.js.map'), '{}')
  await writeFile(join(page, 'assets', 'a b.svg'), '<svg/>')
  await symlink(join(folder, 'secret.txt'), join(page, 'link.txt'))
  host = await serveHttp({ ...fakeLab(), renderer: page })
  own = `127.0.0.1:${host.port}`
})
afterAll(async () => {
  await host.close()
  await rm(folder, { recursive: true })
})

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

function ask(options: RequestOptions, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: host.port, ...options }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response
        .on('data', (chunk: string) => (text += chunk))
        .on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    asked.on('error', reject).end(body)
  })
}

const exchange = (ticket: string, headers: Record<string, string> = { origin: `http://${own}` }) =>
  ask({ path: '/session', method: 'POST', headers }, ticket)

/** 'open', or the status with which the upgrade was refused. */
function upgrade(protocols: string[], headers: Record<string, string> = {}, path = '/rpc'): Promise<string | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${own}${path}`, protocols, { headers: { origin: `http://${own}`, ...headers } })
    socket.on('open', () => {
      resolve('open')
      socket.terminate()
    })
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      response.resume()
    })
    socket.on('error', reject)
  })
}

describe('whom the host answers', () => {
  test.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]', '127.0.0.1:8123', 'localhost:1', '[::1]:65535'])(
    'by the name %s',
    async (name) => {
      expect((await ask({ path: '/', headers: { host: name } })).status).toBe(200)
    }
  )

  test.each([
    'evil.test',
    'evil.test:80',
    'localhost.evil.test',
    '127.0.0.1.evil.test',
    'evil.test:127.0.0.1',
    '127.0.0.1:80:80',
    '127.0.0.2',
    '0.0.0.0',
    '[::]',
    'user@localhost',
    'localhost:'
  ])('not by the name %j, whatever is asked', async (name) => {
    for (const path of ['/', '/session', '/assets/a%20b.svg']) expect((await ask({ path, headers: { host: name } })).status).toBe(421)
    expect(
      (await ask({ path: '/session', method: 'POST', headers: { host: name, origin: `http://${name}` } }, host.newTicket())).status
    ).toBe(421)
  })

  test('not without a name', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: host.port ?? 0 })
      socket.on('data', (data) => resolve(String(data))).end('GET / HTTP/1.0\r\n\r\n')
    })
    expect(answer).toMatch(/^HTTP\/1\.1 421 /)
  })

  test('not at all over the network', async () => {
    const interfaces = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
    const others = interfaces.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address)
    // On Linux the whole of 127/8 is this machine: a host that listens everywhere would answer there too.
    if (process.platform === 'linux') others.push('127.0.0.2')
    for (const address of others) {
      const outcome = await new Promise((resolve) => {
        const socket = connect({ host: address, port: host.port ?? 0 })
        socket.on('connect', () => resolve('connected')).on('error', ({ message }) => resolve(message))
      })
      expect(outcome).toMatch(/ECONNREFUSED/)
    }
  })
})

describe('the page', () => {
  test('comes with its headers, and no cookie', async () => {
    const { status, headers, body } = await ask({ path: '/?q=1' })
    expect([status, body]).toEqual([200, '<!doctype html><title>Ansatz</title>'])
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store'
    })
    expect(headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self'; .*frame-ancestors 'none'/)
    expect(headers['content-security-policy']).not.toMatch(/unsafe-eval|script-src[^;]*inline|http|\*/)
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  test.each([
    ['/assets/inter-D4f9_kQ2.woff2', 'font/woff2', /immutable/],
    ['/assets/index-D4f9_kQ2.js.map', 'application/json', /immutable/],
    ['/assets/a%20b.svg', 'image/svg+xml', /no-store/],
    ['/index.html', 'text/html; charset=utf-8', /no-store/]
  ])('%s has its type and may be kept or not', async (path, type, cache) => {
    const { status, headers } = await ask({ path })
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, expect.stringMatching(cache)])
  })

  test('HEAD has the headers alone', async () => {
    const { status, headers, body } = await ask({ path: '/', method: 'HEAD' })
    expect([status, headers['content-length'], body]).toEqual([200, '36', ''])
  })

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/..%2fpage-backup%2fsecret.txt',
    '//secret.txt',
    '/%2fetc/passwd',
    '/link.txt',
    '/assets',
    '/assets/',
    '/index.html%00.js',
    '/%zz',
    '/nothing'
  ])('there is nothing at %s', async (path) => {
    const { status, body } = await ask({ path })
    expect([status, body]).toEqual([404, ''])
  })

  test('an address that is none is refused, and the host lives', async () => {
    for (const path of ['http://evil.test/', 'evil.test:443', '*']) expect((await ask({ path })).status).toBe(400)
    expect((await ask({ path: '/' })).status).toBe(200)
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('is not to be had by %s', async (method) => {
    expect((await ask({ path: '/', method })).status).toBe(405)
  })
})

describe('the ticket', () => {
  test('buys one key, once', async () => {
    const ticket = host.newTicket()
    expect(Buffer.from(ticket, 'base64url')).toHaveLength(32)
    const { status, body } = await exchange(ticket)
    expect([status, Buffer.from(body, 'base64url').length]).toEqual([200, 32])
    expect(await exchange(ticket)).toMatchObject({ status: 403, body: '' })
  })

  test('is not spent by a stranger who has it', async () => {
    const ticket = host.newTicket()
    for (const headers of [
      {},
      { origin: 'null' },
      { origin: 'https://evil.test' },
      { origin: `https://${own}` },
      { origin: 'http://127.0.0.1:1' }
    ]) {
      expect((await exchange(ticket, headers as Record<string, string>)).status).toBe(403)
    }
    expect((await exchange(ticket)).status).toBe(200)
  })

  test.each(['', 'nope', 'x'.repeat(43)])('%j is none', async (ticket) => {
    expect((await exchange(ticket)).status).toBe(403)
  })

  test('of more than 256 bytes is not read', async () => {
    expect((await exchange('x'.repeat(257))).status).toBe(413)
  })

  test('a key is known or not, and a ticket is no key', async () => {
    const known = async (key: string) =>
      (await ask({ path: '/session', method: 'HEAD', headers: { authorization: `Bearer ${key}` } })).status
    const { body } = await exchange(host.newTicket())
    expect([await known(body), await known('wrong'), await known(host.newTicket())]).toEqual([204, 403, 403])
    expect((await ask({ path: '/session', method: 'HEAD' })).status).toBe(403)
    expect((await ask({ path: '/session' })).status).toBe(405)
  })

  test('is not in the part of the link that is sent to anybody', () => {
    const link = new URL(host.url())
    expect([link.protocol, link.host, link.pathname, link.search]).toEqual(['http:', own, '/', ''])
    expect(link.hash).toMatch(/^#ticket=[\w-]{43}$/)
  })
})

describe('the WebSocket', () => {
  let key: string
  beforeAll(async () => {
    key = (await exchange(host.newTicket())).body
  })

  test('opens for a page with a key', async () => {
    expect(await upgrade(['ansatz', `key.${key}`])).toBe('open')
  })

  test('for nobody else', async () => {
    const good = ['ansatz', `key.${key}`]
    expect(await upgrade(['ansatz'])).toBe(403)
    expect(await upgrade(['ansatz', 'key.wrong'])).toBe(403)
    expect(await upgrade(['ansatz', `key.${host.newTicket()}`])).toBe(403)
    expect(await upgrade(good, {}, '/')).toBe(403)
    expect(await upgrade(good, {}, `/rpc?key=${key}`)).toBe(403)
    expect(await upgrade(good, { origin: 'https://evil.test' })).toBe(403)
    expect(await upgrade(good, { origin: `http://localhost:${host.port}` })).toBe(403)
    expect(await upgrade(good, { origin: `http://evil.test:${host.port}`, host: `evil.test:${host.port}` })).toBe(421)
  })

  /** The code with which the host ends a connection over which `data` was sent. */
  function ended(data: Uint8Array | string): Promise<number> {
    return new Promise((resolve) => {
      const socket = new WebSocket(`ws://${own}/rpc`, ['ansatz', `key.${key}`], { headers: { origin: `http://${own}` } })
      socket
        .on('open', () => socket.send(data))
        .on('close', resolve)
        .on('error', () => socket.terminate())
    })
  }

  test('ends at what is no call', async () => {
    expect(await ended('{"id":1,"method":"lab.info","input":{}}')).toBe(1003)
    expect(await ended(new Uint8Array(3))).toBe(1007)
    expect(await ended(encode({ method: 'lab.info' }))).toBe(1007)
    expect(await ended(encode([1]))).toBe(1007)
    expect(await ended(new Uint8Array(MAX_FRAME + 1))).toBe(1009)
  })
})
