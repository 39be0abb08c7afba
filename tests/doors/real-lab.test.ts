import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { bridgeTransport } from '../../main/api/bridge.ts'
import type { Bridge } from '../../main/api/bridge.ts'
import { createClient } from '../../main/api/client.ts'
import { createLocalTransport } from '../../main/api/local.ts'
import { bindIpc } from '../../main/hosts/electron/ipc.ts'
import { PAGE_URL } from '../../main/hosts/electron/origin.ts'
import { serveHttp } from '../../main/hosts/http/serve.ts'
import { createLab } from '../../main/lab/lab.ts'
import type { Lab } from '../../main/lab/lab.ts'
import * as stub from './electron/stub.ts'
import { exercise } from './exercise.ts'
import { load, openTab } from './node-page.ts'

vi.mock('electron', () => import('./electron/stub.ts'))

let folder: string
let lab: Lab

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ansatz-real-'))
  lab = await createLab({ dataDir: join(folder, 'lab'), version: '1.2.3', workers: 1 })
})
afterAll(async () => {
  await lab.close()
  await rm(folder, { recursive: true })
})

test('the real lab, in process', async () => {
  const transport = createLocalTransport(lab.handlers, lab.events)
  await exercise(transport)
  transport.close()
})

test('the real lab, over a WebSocket', async () => {
  await writeFile(join(folder, 'index.html'), '<!doctype html>')
  const host = await serveHttp({ ...lab, renderer: folder })
  const transport = await load(openTab(host.url()))
  await exercise(transport)
  transport.close()
  await host.close()
})

test('the real lab, over the bridge of the window', async () => {
  stub.entryHasSettled()
  const window = new stub.BrowserWindow({})
  const unbind = bindIpc({ ...lab, page: PAGE_URL, windows: () => [window] })
  await import('../../main/preload.ts')
  await exercise(bridgeTransport(stub.exposed.ansatz as Bridge))
  unbind()
})

test('every door sees the same bits of a snapshot', async () => {
  const input = { experiment: { problem: { id: 'lecture-diffusion' } } }
  const direct = await lab.handlers['experiment.preview'](input)
  const host = await serveHttp({ ...lab, renderer: folder })
  const transport = await load(openTab(host.url()))
  expect(await createClient(transport)['experiment.preview'](input)).toStrictEqual(direct)
  transport.close()
  await host.close()
})
