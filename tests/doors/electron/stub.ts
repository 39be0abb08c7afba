import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'

/*
 * Stands in for Electron's module where there is no Electron. It keeps the rules that a simpler stub would hide:
 * - `whenReady` resolves only after the entry module has been run to its end, so a top-level `await` on it never ends;
 * - what must come before ready, or after it, throws at the wrong time;
 * - messages between page and lab are structured clones, and of an error only the message crosses.
 */

let isReady = false
let settle!: () => void
const entrySettled = new Promise<void>((resolve) => (settle = resolve))

/** Electron's step after the entry module has been loaded: only now does it become ready. */
export function entryHasSettled(): void {
  isReady = true
  settle()
}

const before = (what: string) => {
  if (isReady) throw new Error(`${what} must be called before the app is ready`)
}
const after = (what: string) => {
  if (!isReady) throw new Error(`${what} cannot be used before the app is ready`)
}

/** What the program did, in order: `window`, `loadURL`, `error box`, … with the arguments. */
export const calls: [string, ...unknown[]][] = []
const note = (what: string, ...values: unknown[]) => void calls.push([what, ...values])
export const made = (what: string): unknown[][] => calls.filter(([name]) => name === what).map(([, ...values]) => values)

/** What a test sets before, or reads after. */
export const control = {
  hasLock: process.env.STUB_LOCK !== 'taken',
  chosenFolder: null as string | null,
  screens: [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
  messageBoxResponse: 0
}

class Preventable {
  defaultPrevented = false
  url: string
  constructor(url = '') {
    this.url = url
  }
  preventDefault(): void {
    this.defaultPrevented = true
  }
}
/** Emits an event that can be prevented; true when it was. */
export function prevented(emitter: EventEmitter, name: string, url = '', ...rest: unknown[]): boolean {
  const event = new Preventable(url)
  emitter.emit(name, event, ...rest)
  return event.defaultPrevented
}

class App extends EventEmitter {
  isPackaged = false
  #paths = new Map([
    ['documents', tmpdir()],
    ['userData', tmpdir()]
  ])
  whenReady(): Promise<void> {
    return entrySettled
  }
  enableSandbox(): void {
    before('app.enableSandbox')
    note('sandbox')
  }
  requestSingleInstanceLock(): boolean {
    note('lock', this.getPath('userData'))
    return control.hasLock
  }
  getAppPath(): string {
    return process.env.STUB_APP ?? tmpdir()
  }
  getVersion(): string {
    return '1.2.3'
  }
  getPath(name: string): string {
    return this.#paths.get(name) ?? tmpdir()
  }
  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`)
    this.#paths.set(name, path)
  }
  quit(): void {
    note('quit')
    if (prevented(this, 'before-quit')) return
    for (const window of [...windows]) window.destroy()
    this.exit(0)
  }
  exit(code = 0): void {
    note('exit', code)
    process.exitCode = code
    this.emit('stub-exit', code)
  }
}
export const app = new App()

class Contents extends EventEmitter {
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null
  isGone = false
  readonly mainFrame = { url: '', parent: null }
  isDestroyed(): boolean {
    return this.isGone
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler
  }
  send(channel: string, ...values: unknown[]): void {
    if (this.isGone) throw new TypeError('Object has been destroyed')
    note('sent', channel, ...values)
    ipcRenderer.emit(channel, {}, ...values.map((value) => structuredClone(value)))
  }
}

const windows = new Set<BrowserWindow>()
export class BrowserWindow extends EventEmitter {
  readonly webContents = new Contents()
  #isMinimized = false
  #isMaximized = false
  static getAllWindows = () => [...windows]
  static getFocusedWindow = () => BrowserWindow.getAllWindows()[0] ?? null

  constructor(options: Record<string, unknown>) {
    after('BrowserWindow')
    super()
    note('window', options)
    windows.add(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  loadURL(url: string): Promise<void> {
    note('loadURL', url)
    this.webContents.mainFrame.url = url
    return Promise.resolve()
  }
  isDestroyed = () => !windows.has(this)
  isMinimized = () => this.#isMinimized
  minimize = () => void (this.#isMinimized = true)
  isMaximized = () => this.#isMaximized
  maximize = () => void (this.#isMaximized = true)
  restore = () => {
    this.#isMinimized = false
    note('restore')
  }
  show = () => note('show')
  hide = () => note('hide')
  focus = () => note('focus')
  reload = () => note('reload')
  setBackgroundColor = (color: string) => note('background', color)
  setTitleBarOverlay = (overlay: unknown) => note('overlay', overlay)
  getNormalBounds = () => ({ x: 10, y: 20, width: 1200, height: 800 })
  /** the user's closing; `destroy` is the quick way */
  close(): void {
    this.emit('close', new Preventable())
    this.destroy()
    if (windows.size === 0) app.emit('window-all-closed')
  }
  destroy(): void {
    windows.delete(this)
    this.webContents.isGone = true
    this.emit('closed')
  }
}

type InvokeHandler = (event: unknown, ...values: unknown[]) => unknown
const invokeHandlers = new Map<string, InvokeHandler>()
export const ipcMain = Object.assign(new EventEmitter(), {
  handle(channel: string, handler: InvokeHandler): void {
    if (invokeHandlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    invokeHandlers.set(channel, handler)
  }
})
export const invokable = () => [...invokeHandlers.keys()]

/** A message from a frame to the lab, as Electron carries it. */
export async function invokeFrom(
  senderFrame: { url: string; parent: unknown } | null,
  channel: string,
  ...values: unknown[]
): Promise<unknown> {
  const handler = invokeHandlers.get(channel)
  const answer = async () => {
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    const sent = values.map((value) => structuredClone(value))
    return structuredClone(await handler({ senderFrame, sender: BrowserWindow.getAllWindows()[0]?.webContents }, ...sent))
  }
  return answer().catch((error: unknown) => {
    throw new Error(`Error invoking remote method '${channel}': ${String(error)}`)
  })
}

/** The frame that the preload script runs in. */
export const page = { frame: { url: 'ansatz://app/', parent: null as unknown } }
export const ipcRenderer = Object.assign(new EventEmitter(), {
  invoke: (channel: string, ...values: unknown[]) => invokeFrom(page.frame, channel, ...values)
})
export const exposed: Record<string, unknown> = {}
export const contextBridge = {
  exposeInMainWorld(name: string, api: Record<string, unknown>): void {
    for (const [key, value] of Object.entries(api)) if (typeof value !== 'function') throw new TypeError(`${name}.${key} is no function`)
    exposed[name] = Object.freeze({ ...api })
  }
}

type PageHandler = (request: Request) => Promise<Response>
export const pageHandlers = new Map<string, PageHandler>()
export const protocol = {
  registerSchemesAsPrivileged(schemes: unknown): void {
    before('protocol.registerSchemesAsPrivileged')
    note('schemes', schemes)
  },
  handle(scheme: string, handler: PageHandler): void {
    after('protocol.handle')
    pageHandlers.set(scheme, handler)
  }
}

export const permissions: {
  request?: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void
  check?: (contents: unknown, permission: string) => boolean
  device?: () => boolean
} = {}
export const session = {
  get defaultSession() {
    after('session.defaultSession')
    return {
      setPermissionRequestHandler: (handler: typeof permissions.request) => void (permissions.request = handler),
      setPermissionCheckHandler: (handler: typeof permissions.check) => void (permissions.check = handler),
      setDevicePermissionHandler: (handler: typeof permissions.device) => void (permissions.device = handler)
    }
  }
}

export const shell = {
  openExternal: async (url: string) => note('openExternal', url),
  openPath: async (path: string) => note('openPath', path)
}
export const dialog = {
  showErrorBox: (title: string, content: string) => note('error box', title, content),
  showMessageBox: async (_window: unknown, options: unknown) => {
    note('message box', options)
    return { response: control.messageBoxResponse }
  },
  showOpenDialog: async (...args: unknown[]) => {
    after('dialog')
    note('open dialog', args.at(-1))
    return control.chosenFolder === null ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [control.chosenFolder] }
  }
}

export interface Item {
  label?: string
  role?: string
  accelerator?: string
  click?: () => void
  submenu?: Item[]
}
export const menu: { template: Item[] } = { template: [] }
export const Menu = {
  buildFromTemplate: (template: Item[]) => template,
  setApplicationMenu: (template: Item[]) => void (menu.template = template)
}

class NativeTheme extends EventEmitter {
  shouldUseDarkColors = false
  #source = 'system'
  get themeSource(): string {
    return this.#source
  }
  set themeSource(source: string) {
    this.#source = source
    this.shouldUseDarkColors = source === 'dark'
    this.emit('updated')
  }
}
export const nativeTheme = new NativeTheme()
export const powerSaveBlocker = {
  start: (kind: string): number => {
    after('powerSaveBlocker')
    note('awake', kind)
    return made('awake').length
  },
  stop: (id: number) => note('asleep', id)
}
export const screen = {
  getPrimaryDisplay: () => {
    after('screen')
    return control.screens[0]
  },
  getAllDisplays: () => control.screens
}
export const crashReporter = { start: (options: unknown) => note('crash reporter', options) }
