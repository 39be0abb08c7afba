import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { complaint, installedElectron, noWindow, obtainElectron } from '../../scripts/electron-runtime.ts'

const desk = { platform: 'linux' as const, env: { DISPLAY: ':0' }, uid: 1000, args: [] as string[] }
const DAY = 24 * 3_600_000

describe('noWindow', () => {
  it('has no objection at an ordinary desk', () => {
    expect(noWindow(desk)).toBeUndefined()
    expect(noWindow({ ...desk, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeUndefined()
    expect(noWindow({ platform: 'win32', env: {}, uid: undefined, args: [] })).toBeUndefined()
  })

  it('objects without a screen, as root, and when asked', () => {
    expect(noWindow({ ...desk, env: {} })).toContain('DISPLAY')
    expect(noWindow({ ...desk, uid: 0 })).toContain('--no-sandbox')
    expect(noWindow({ ...desk, uid: 0, args: ['--no-sandbox'] })).toBeUndefined()
    expect(noWindow({ ...desk, args: ['--web'] })).toContain('--web')
  })
})

describe('obtainElectron', () => {
  let folder: string
  let memory: string
  const installer = (script: string) => writeFileSync(join(folder, 'install.js'), `const fs = require('fs'); ${script}`)
  const tries = () => (existsSync(join(folder, 'tries')) ? readFileSync(join(folder, 'tries'), 'utf8').length : 0)
  const COUNT = "fs.appendFileSync(__dirname + '/tries', '.'); "
  const FETCH =
    "fs.mkdirSync(__dirname + '/dist'); for (const [f, t] of [['dist/version', 'v45.4.1'], ['dist/electron', ''], ['path.txt', 'electron']]) fs.writeFileSync(__dirname + '/' + f, t)"

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ansatz-electron-'))
    memory = join(folder, 'cache', 'electron.json')
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'electron', version: '45.4.1' }))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('fetches the runtime once', async () => {
    installer(COUNT + FETCH)
    const expected = { executable: join(folder, 'dist', 'electron') }
    expect(await obtainElectron(folder, memory)).toEqual(expected)
    expect(await obtainElectron(folder, memory)).toEqual(expected)
    expect(tries()).toBe(1)
  })

  it('takes a runtime of another version for a missing one', () => {
    mkdirSync(join(folder, 'dist'))
    for (const [file, text] of [
      ['dist/version', '44.0.0'],
      ['dist/electron', ''],
      ['path.txt', 'electron']
    ] as const) {
      writeFileSync(join(folder, file), text)
    }
    expect(installedElectron(folder)).toBeUndefined()
    writeFileSync(join(folder, 'dist/version'), '45.4.1')
    expect(installedElectron(folder)).toBe(join(folder, 'dist', 'electron'))
  })

  it('remembers a refusal for a week, and then tries again', async () => {
    installer(`${COUNT} console.error('RequestError: getaddrinfo ENOTFOUND github.com'); process.exit(1)`)
    const now = Date.now()
    expect(await obtainElectron(folder, memory, 60_000, now)).toEqual({ why: expect.stringContaining('ENOTFOUND github.com') as string })
    expect(await obtainElectron(folder, memory, 60_000, now + 6 * DAY)).toEqual({ why: expect.stringContaining('remembered') as string })
    expect(tries()).toBe(1)
    await obtainElectron(folder, memory, 60_000, now + 8 * DAY)
    expect(tries()).toBe(2)
  })

  it('gives up on a download that hangs', async () => {
    installer('setInterval(() => 0, 1000)')
    const started = performance.now()
    expect(await obtainElectron(folder, memory, 1000)).toEqual({ why: "Electron's runtime could not be fetched within 1 s" })
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('forgets a memory that is not readable', async () => {
    mkdirSync(join(folder, 'cache'))
    writeFileSync(memory, '{ half')
    installer(FETCH)
    expect(await obtainElectron(folder, memory)).toHaveProperty('executable')
  })
})

it('quotes the telling line of a complaint', () => {
  expect(complaint('Downloading…\nRequestError: connect ECONNREFUSED\n    at a.js\n')).toBe('RequestError: connect ECONNREFUSED')
  expect(complaint('TypeError: fetch failed\n  [cause]: Error: getaddrinfo ENOTFOUND github.com {\n')).toBe(
    'Error: getaddrinfo ENOTFOUND github.com'
  )
  expect(complaint('')).toBe('no reason given')
})
