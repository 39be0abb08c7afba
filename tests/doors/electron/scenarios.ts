import { setTimeout as pause } from 'node:timers/promises'
import { INVOKE } from '../../../main/hosts/electron/channels.ts'
import * as fake from './lab.ts'
import * as stub from './stub.ts'

type Found = Record<string, unknown>

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 1000) throw new Error(`waited in vain; calls: ${JSON.stringify(stub.calls)}`)
    await pause(10)
  }
}

async function window() {
  await until(() => stub.made('loadURL').length > 0)
  return stub.BrowserWindow.getAllWindows()[0] ?? fail()
}
function fail(): never {
  throw new Error('there is no window')
}

const own = { url: 'ansatz://app/', parent: null }
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: Error) => error.message
  )

async function answer(method: string, url: string): Promise<Found> {
  const handler = stub.pageHandlers.get('ansatz') ?? fail()
  const response = await handler(new Request(url, { method }))
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }
}

/** What each scenario finds out, as plain data; the judgement is in boot.test.ts. */
export const scenarios: Record<string, () => Promise<Found>> = {
  async opens() {
    const { webContents } = await window()
    stub.BrowserWindow.getAllWindows()[0]?.emit('ready-to-show')
    fake.lab.emit('sweep.changed', { sweep: 's' })
    const pages = {
      index: await answer('GET', 'ansatz://app/'),
      script: await answer('GET', 'ansatz://app/assets/index-D4f9_kQ2.js'),
      post: await answer('POST', 'ansatz://app/'),
      otherHost: await answer('GET', 'ansatz://evil/'),
      outside: await answer('GET', 'ansatz://app/..%2fsecret.txt'),
      absent: await answer('GET', 'ansatz://app/nothing')
    }
    const goes = (name: string, url: string) => !stub.prevented(webContents, name, url)
    const opens = (url: string) => webContents.windowOpenHandler?.({ url }).action
    const asked = [
      'clipboard-sanitized-write',
      'fullscreen',
      'clipboard-read',
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'hid',
      'fileSystem'
    ]
    const granted = asked.filter((permission) => {
      let answered = false
      stub.permissions.request?.(null, permission, (isGranted) => (answered = isGranted))
      return answered && stub.permissions.check?.(null, permission) === true
    })
    const checked = asked.filter((permission) => stub.permissions.check?.(null, permission) === true)
    return {
      pages,
      granted,
      checked,
      device: stub.permissions.device?.(),
      webview: stub.prevented(webContents, 'will-attach-webview'),
      home: goes('will-navigate', 'ansatz://app/#/bench'),
      away: ['will-navigate', 'will-frame-navigate', 'will-redirect'].map((name) => goes(name, 'https://evil.test/')),
      opened: ['https://example.org/a', 'file:///etc/passwd', 'javascript:alert(1)', 'ansatz://app/'].map(opens),
      invokable: stub.invokable(),
      answered: await stub.invokeFrom(own, INVOKE, 'lab.info', {}),
      stranger: await refused(stub.invokeFrom({ url: 'https://evil.test/', parent: null }, INVOKE, 'lab.info', {})),
      lab: fake.opened
    }
  },

  async menu() {
    await window()
    const items = stub.menu.template.flatMap(({ label, submenu = [] }) => submenu.map((item) => ({ menu: label, ...item })))
    for (const item of items) item.click?.()
    return { items: items.map(({ menu, label, role, accelerator }) => ({ menu, label, role, accelerator })) }
  },

  async 'a second start'() {
    const first = await window()
    first.minimize()
    stub.app.emit('second-instance', {}, [], '/')
    return {}
  },

  async 'the lock is taken'() {
    await pause(100)
    return { lab: fake.opened }
  },

  async theme() {
    const first = await window()
    await stub.invokeFrom(own, INVOKE, 'lab.remember', { key: 'theme', value: 'light' })
    await stub.invokeFrom(own, INVOKE, 'lab.remember', { key: 'theme', value: 'mauve' })
    await stub.invokeFrom(own, INVOKE, 'lab.remember', { key: 'other', value: 'dark' })
    const light = stub.nativeTheme.themeSource
    first.destroy()
    stub.nativeTheme.themeSource = 'dark'
    return { light }
  },

  async trains() {
    await window()
    const counts = {
      status: 'RUNNING' as const,
      iteration: 1,
      iterations: 2,
      loss: 1,
      metrics: null,
      seconds: 1,
      secondsLeft: 1,
      sweep: null
    }
    // a minute of silence is over soon
    const real = globalThis.setTimeout
    globalThis.setTimeout = ((told: () => void, ms: number) => real(told, ms === 60_000 ? 50 : ms)) as typeof setTimeout
    const say = () => fake.lab.emit('run.progress', { run: 'r', ...counts })
    fake.lab.emit('sweep.changed', { sweep: 's' })
    const idle = stub.made('awake').length
    say()
    say()
    await until(() => stub.made('asleep').length === 1)
    say()
    return { idle }
  },

  async quits() {
    await window()
    stub.app.quit()
    stub.app.quit()
    await until(() => stub.made('exit').length > 0)
    return { closings: fake.closings }
  },

  async 'the user closes the window'() {
    ;(await window()).close()
    await until(() => stub.made('exit').length > 0)
    return { closings: fake.closings }
  },

  async crashes() {
    await window()
    process.emit('uncaughtException', new Error('planted fault'))
    process.emit('uncaughtException', new Error('another'))
    return {}
  },

  async 'the lab does not open'() {
    await until(() => stub.made('exit').length > 0)
    return {}
  },

  async 'the page dies'() {
    const { webContents } = await window()
    webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 })
    const afterCleanExit = stub.made('reload').length
    webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    const afterFirst = stub.made('reload').length
    stub.control.messageBoxResponse = 1
    webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 })
    await until(() => stub.made('exit').length > 0)
    return { afterCleanExit, afterFirst, afterSecond: stub.made('reload').length }
  },

  async saves() {
    await window()
    const save = (name: string) =>
      stub.invokeFrom(own, INVOKE, 'export.save', { files: [{ name, mime: 'text/csv', bytes: Uint8Array.of(97, 10) }] })
    const cancelled = await save('a.csv')
    stub.control.chosenFolder = process.env.STUB_FOLDER ?? fail()
    return { cancelled, saved: await save('a.csv'), again: await save('a.csv'), outside: await save('../b.csv') }
  }
}
