import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MENU_COMMANDS } from '../../../main/api/bridge.ts'
import { CONTENT_SECURITY_POLICY } from '../../../main/hosts/http/headers.ts'

const ENTRY = resolve(import.meta.dirname, '../../../main/index.ts')
let folder: string

interface Page {
  status: number
  headers: Record<string, string>
  body: string
}
interface Found extends Record<string, unknown> {
  early: string[]
  calls: [string, ...unknown[]][]
}
interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ansatz-electron-'))
  const assets = join(folder, 'app', 'out', 'renderer', 'assets')
  await mkdir(assets, { recursive: true })
  await writeFile(join(folder, 'app', 'out', 'secret.txt'), 'not for you')
  await writeFile(join(assets, '..', 'index.html'), '<!doctype html>')
  await writeFile(join(assets, 'index-D4f9_kQ2.js'), 'export {}')
})
afterAll(() => rm(folder, { recursive: true }))

let labs = 0
function launch(scenario: string, env: Record<string, string> = {}, { entry = ENTRY, labFolder = '' } = {}): Promise<Ended> {
  const lab = labFolder === '' ? join(folder, `lab-${++labs}`) : labFolder
  const args = [resolve(import.meta.dirname, 'launch.ts'), entry, scenario, `--lab=${lab}`]
  const child = spawn(process.execPath, args, { env: { ...process.env, NODE_OPTIONS: '', STUB_APP: join(folder, 'app'), ...env } })
  const ended: Ended = { code: null, stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (ended.stdout += String(chunk)))
  child.stderr.on('data', (chunk) => (ended.stderr += String(chunk)))
  return new Promise((done) => child.on('close', (code) => done({ ...ended, code })))
}

async function run(scenario: string, env: Record<string, string> = {}, labFolder = ''): Promise<Found> {
  const { stdout, stderr } = await launch(scenario, env, { labFolder })
  expect(stderr).toBe('')
  return JSON.parse(stdout) as Found
}
const made = ({ calls }: Found, what: string) => calls.filter(([name]) => name === what).map(([, ...values]) => values)

describe('the entry', () => {
  test('is run to its end, so that Electron becomes ready; what must come before has come before', async () => {
    const found = await run('opens')
    expect(found.early.toSorted()).toEqual(['crash reporter', 'lock', 'sandbox', 'schemes'])
    expect(made(found, 'crash reporter')).toEqual([[{ uploadToServer: false }]])
  })

  test.each([
    ['a top-level await of ready', "import { app } from 'electron'\nawait app.whenReady()\n"],
    ['the same, further down', "import { app } from 'electron'\nasync function boot() { await app.whenReady() }\nawait boot()\n"]
  ])('%s would keep it from ever opening: the stub shows it', async (_name, source) => {
    const entry = join(folder, `planted-${labs++}.ts`)
    await writeFile(entry, source)
    expect(await launch('opens', {}, { entry })).toMatchObject({
      code: 13,
      stdout: '',
      stderr: expect.stringContaining('unsettled top-level await') as string
    })
  })
})

describe('the window', () => {
  let found: Found
  beforeAll(async () => {
    found = await run('opens')
  })

  test('is sandboxed, isolated, without Node, and shown when it has something to show', () => {
    const [[options = {}] = []] = made(found, 'window') as [Record<string, unknown>][]
    expect(options).toMatchObject({ minWidth: 1024, minHeight: 680, show: false, titleBarStyle: 'hidden' })
    expect(options.webPreferences).toEqual({
      preload: join(folder, 'app', 'out', 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false
    })
    expect(made(found, 'loadURL')).toEqual([['ansatz://app/']])
    expect(made(found, 'show')).toHaveLength(1)
  })

  test('has its page under a scheme of its own, standard and secure', () => {
    const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
    expect(made(found, 'schemes')).toEqual([[[{ scheme: 'ansatz', privileges }]]])
    const pages = found.pages as Record<string, Page>
    expect(pages.index).toMatchObject({ status: 200, body: '<!doctype html>' })
    expect(pages.index?.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store'
    })
    expect(pages.script?.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': expect.stringContaining('immutable') as string
    })
    for (const [name, status] of [
      ['post', 405],
      ['otherHost', 404],
      ['outside', 404],
      ['absent', 404]
    ] as const) {
      expect(pages[name], name).toMatchObject({ status, body: '', headers: { 'content-security-policy': CONTENT_SECURITY_POLICY } })
    }
  })

  test('goes nowhere else, and has no rights but copying and full screen', () => {
    expect(found).toMatchObject({ home: true, away: [false, false, false], webview: true, device: false })
    expect(found.opened).toEqual(['deny', 'deny', 'deny', 'deny'])
    expect(made(found, 'openExternal')).toEqual([['https://example.org/a']])
    expect(found.granted).toEqual(['clipboard-sanitized-write', 'fullscreen'])
    expect(found.checked).toEqual(['clipboard-sanitized-write', 'fullscreen'])
  })

  test('speaks with the lab; strangers do not', () => {
    expect(found.invokable).toEqual(['ansatz:invoke'])
    expect(found.answered).toMatchObject({ ok: { version: '0.0.0' } })
    expect(found.stranger).toMatch(/refused/)
    expect(made(found, 'sent')).toEqual([['ansatz:event', 'sweep.changed', { sweep: 's' }]])
    expect(found.lab).toEqual([{ dataDir: join(folder, `lab-${labs}`), version: '1.2.3', platform: { door: 'electron', saveFiles: true } }])
  })
})

test('one window a lab: a second start brings the first window forward', async () => {
  const lab = join(folder, 'lab-shared')
  const found = await run('a second start', {}, lab)
  expect(made(found, 'lock')).toEqual([[join(lab, 'window')]])
  if (process.platform !== 'win32') expect((await stat(lab)).mode & 0o777).toBe(0o700)
  expect(made(found, 'window')).toHaveLength(1)
  expect([made(found, 'restore').length, made(found, 'focus').length]).toEqual([1, 1])
  const second = await run('the lock is taken', { STUB_LOCK: 'taken' }, lab)
  expect(made(second, 'window')).toEqual([])
  expect(second.lab).toEqual([])
  expect(made(second, 'quit')).toHaveLength(1)
})

test('every entry of the menu that the page can act on is forwarded to it, with the keys of the look', async () => {
  const found = await run('menu')
  const items = found.items as { menu: string; label?: string; role?: string; accelerator?: string }[]
  expect([...new Set(items.map(({ menu }) => menu))].filter((menu) => menu)).toEqual(['&File', '&Edit', '&View', '&Help'])
  const sent = made(found, 'sent')
    .filter(([channel]) => channel === 'menu.command')
    .map(([, id]) => id)
  expect(sent.toSorted()).toEqual([...MENU_COMMANDS].toSorted())
  expect(Object.fromEntries(items.filter(({ accelerator }) => accelerator).map(({ label, accelerator }) => [label, accelerator]))).toEqual({
    'New problem': 'CmdOrCtrl+N',
    'Open…': 'CmdOrCtrl+O',
    'Export…': 'CmdOrCtrl+E',
    Undo: 'Ctrl+Z',
    Redo: 'Ctrl+Shift+Z',
    Library: 'CmdOrCtrl+1',
    Bench: 'CmdOrCtrl+2',
    Sweeps: 'CmdOrCtrl+3',
    Compare: 'CmdOrCtrl+4',
    Autodiff: 'CmdOrCtrl+5',
    'Search, or run a command': 'CmdOrCtrl+K',
    'Next pane': 'F6',
    'Next theme': 'Alt+M'
  })
  expect(made(found, 'openPath')).toEqual([[join(folder, `lab-${labs}`)]])
})

test('the frame has the colours of the theme, from the first picture on and when the page changes it', async () => {
  const found = await run('theme', { STUB_THEME: 'dark' })
  const dark = { color: '#191d23', symbolColor: '#e9ecf0', height: 43 }
  expect(made(found, 'window')[0]).toMatchObject([{ backgroundColor: '#14171c', titleBarOverlay: dark }])
  expect(found.light).toBe('light')
  // One change of the page's, and none once the window is gone.
  expect(made(found, 'background')).toEqual([['#ffffff']])
  expect(made(found, 'overlay')).toEqual([[{ color: '#f6f7f9', symbolColor: '#15181d', height: 43 }]])
})

test('the computer stays awake while there is training, and no longer', async () => {
  const found = await run('trains')
  expect(found.idle).toBe(0)
  expect(made(found, 'awake')).toEqual([['prevent-app-suspension'], ['prevent-app-suspension']])
  expect(made(found, 'asleep')).toEqual([[1]])
})

describe('quitting', () => {
  test('waits for the lab, once', async () => {
    const found = await run('quits')
    expect(found.closings).toBe(1)
    expect(made(found, 'exit')).toEqual([[0]])
    expect(made(found, 'hide')).toHaveLength(1)
  })

  test('does not wait for ever', async () => {
    const began = performance.now()
    const found = await run('quits', { STUB_LAB: 'hangs' })
    expect(made(found, 'exit')).toEqual([[0]])
    expect(performance.now() - began).toBeGreaterThan(5_000)
    expect(performance.now() - began).toBeLessThan(15_000)
  })

  test('by closing the window, whose place is kept for the next time', async () => {
    const lab = join(folder, 'lab-bounds')
    const found = await run('the user closes the window', {}, lab)
    expect(found.closings).toBe(process.platform === 'darwin' ? 0 : 1)
    expect(JSON.parse(await readFile(join(lab, 'window', 'bounds.json'), 'utf8'))).toEqual({
      x: 10,
      y: 20,
      width: 1200,
      height: 800,
      maximized: false
    })
    expect(made(await run('opens', {}, lab), 'window')[0]).toMatchObject([{ x: 10, y: 20, width: 1200, height: 800 }])
  })
})

describe('when things break', () => {
  test('an unforeseen fault leaves a report, says so once and ends', async () => {
    const lab = join(folder, 'lab-crash')
    const found = await run('crashes', {}, lab)
    const [name = ''] = await readdir(join(lab, 'reports'))
    const path = join(lab, 'reports', name)
    const report = await readFile(path, 'utf8')
    expect(report).toMatch(/^Ansatz 1\.2\.3, /)
    expect(report).toMatch(/planted fault/)
    expect(report).toMatch(/scenarios\.ts/)
    expect(made(found, 'error box')).toEqual([['Ansatz has to end', expect.stringContaining(path)]])
    expect(made(found, 'exit')).toEqual([[1]])
  })

  test('a lab that does not open says why, with the cure, and opens no window', async () => {
    const found = await run('the lab does not open', { STUB_LAB: 'newer' })
    expect(made(found, 'error box')).toEqual([[expect.any(String), expect.stringMatching(/newer version\.\nUpdate Ansatz\./)]])
    expect(made(found, 'window')).toEqual([])
    expect(made(found, 'exit')).toEqual([[1]])
  })

  test('a page that dies is loaded again once; the second time the user decides', async () => {
    const found = await run('the page dies')
    expect(found).toMatchObject({ afterCleanExit: 0, afterFirst: 1, afterSecond: 1 })
    expect(made(found, 'message box')).toMatchObject([
      [{ detail: expect.stringContaining('oom') as string, buttons: ['Load it again', 'Quit'] }]
    ])
  })
})

test('exports go to the folder the user chooses, overwrite nothing, and stay within it', async () => {
  const chosen = join(folder, 'chosen')
  await mkdir(chosen)
  const found = await run('saves', { STUB_FOLDER: chosen })
  expect(found.cancelled).toEqual({ ok: { folder: null } })
  expect([found.saved, found.again]).toEqual([{ ok: { folder: chosen } }, { ok: { folder: chosen } }])
  expect(found.outside).toMatchObject({ error: { code: 'bad-file-name' } })
  expect((await readdir(chosen)).toSorted()).toEqual(['a (2).csv', 'a.csv'])
  expect(await readFile(join(chosen, 'a.csv'), 'utf8')).toBe('a\n')
  expect((await stat(join(chosen, 'a.csv'))).size).toBe(2)
  expect(existsSync(join(folder, 'b.csv'))).toBe(false)
})
