import { beforeAll, describe, expect, test, vi } from 'vitest'
import { bridgeTransport } from '../../main/api/bridge.ts'
import type { Bridge } from '../../main/api/bridge.ts'
import { INVOKE, MENU } from '../../main/hosts/electron/channels.ts'
import { bindIpc } from '../../main/hosts/electron/ipc.ts'
import * as stub from './electron/stub.ts'
import { exercise, exerciseFake } from './exercise.ts'
import { fakeLab, odd } from './fake-lab.ts'

vi.mock('electron', () => import('./electron/stub.ts'))

const PAGE = 'ansatz://app/'
const lab = fakeLab()
let bridge: Bridge

beforeAll(async () => {
  stub.entryHasSettled()
  const window = new stub.BrowserWindow({})
  bindIpc({ ...lab, page: PAGE, windows: () => (window.isDestroyed() ? [] : [window]) })
  await import('../../main/preload.ts')
  bridge = stub.exposed.ansatz as Bridge
})

test('the contract, over the bridge that the preload script builds', async () => {
  const transport = bridgeTransport(bridge)
  await exercise(transport)
  await exerciseFake(transport, odd())
})

test('the page is given three functions and nothing of Electron', () => {
  expect(Object.keys(stub.exposed)).toEqual(['ansatz'])
  expect(Object.entries(bridge).map(([name, value]) => [name, typeof value])).toEqual([
    ['invoke', 'function'],
    ['subscribe', 'function'],
    ['onMenu', 'function']
  ])
})

test('one channel answers; listeners hear values without the event, and end', () => {
  expect(stub.invokable()).toEqual([INVOKE])
  const heard: unknown[][] = []
  const off = bridge.onMenu((...values) => heard.push(values))
  stub.ipcRenderer.emit(MENU, { sender: 'secret' }, 'file.new')
  off()
  stub.ipcRenderer.emit(MENU, { sender: 'secret' }, 'file.open')
  expect(heard).toEqual([['file.new']])
  expect(stub.ipcRenderer.listenerCount(MENU)).toBe(0)
})

describe('whose messages are answered', () => {
  const ask = (frame: { url: string; parent: unknown } | null) => stub.invokeFrom(frame, INVOKE, 'lab.info', {})

  test.each([PAGE, 'ansatz://app/index.html', 'ansatz://app/#/bench/lecture-decay'])('%s', async (url) => {
    expect(await ask({ url, parent: null })).toMatchObject({ ok: { version: '0.0.0' } })
  })

  test.each([
    'https://evil.test/',
    'ansatz://app.evil/',
    'ansatz://evil/app/',
    'ansatz://app@evil/',
    'ansatz://user@app/',
    'ansatz://app:8080/',
    'ansatz:app/',
    'ansatzx://app/',
    'file:///work/ansatz/index.html',
    'about:blank',
    'data:text/html,<p>',
    ''
  ])('not %j', async (url) => {
    await expect(ask({ url, parent: null })).rejects.toThrow(/refused/)
  })

  test('not a frame within the page, and not one that is gone', async () => {
    await expect(ask({ url: PAGE, parent: { url: PAGE } })).rejects.toThrow(/refused/)
    await expect(ask(null)).rejects.toThrow(/refused/)
  })
})

test('what is no method is refused, whatever it is', async () => {
  const frame = { url: PAGE, parent: null }
  for (const method of [7, null, undefined, ['lab.info']]) {
    expect(await stub.invokeFrom(frame, INVOKE, method, {})).toMatchObject({ error: { code: 'unknown-method' } })
  }
})
