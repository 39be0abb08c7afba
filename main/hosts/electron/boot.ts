import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, crashReporter, shell } from 'electron'
import { userData } from '../cli/folders.ts'
import { setEngineFlags } from '../../lab/jobs/engine-flags.ts'
import { createLab } from '../../lab/lab.ts'
import { MENU } from './channels.ts'
import { labFlag } from './flags.ts'
import { bindIpc } from './ipc.ts'
import { closeBeforeQuit, reportFatal, reviveWindow } from './lifecycle.ts'
import { setMenu } from './menu.ts'
import { PAGE_URL } from './origin.ts'
import { PLATFORM, withPlatform } from './platform.ts'
import { registerScheme, servePage } from './protocol.ts'
import { secure } from './security.ts'
import { followTheme } from './theme.ts'
import { openWindow } from './window.ts'
import { stayAwake } from './awake.ts'

/*
 * The Electron door. Everything up to `whenReady` must happen before Electron is ready; nothing here may wait at the top level,
 * because Electron becomes ready only when this module has been run to its end.
 */

const { platform, env } = process
const dataDir = labFlag(process.argv.slice(1), process.cwd()) ?? userData(env)
const built = (...names: string[]) => join(app.getAppPath(), 'out', ...names)
// A development server is believed only from a checkout.
const devServer = app.isPackaged ? undefined : env.ELECTRON_RENDERER_URL
const page = devServer ?? PAGE_URL

// The browser's own files lie within the lab's folder, so that each lab has its window, and a second start finds the first.
const browserFolder = join(dataDir, 'window')
mkdirSync(browserFolder, { recursive: true, mode: 0o700 })
app.setPath('userData', browserFolder)

const fatal = reportFatal(dataDir)
process.on('uncaughtException', fatal)
process.on('unhandledRejection', fatal)

setEngineFlags()
app.enableSandbox()
crashReporter.start({ uploadToServer: false })
registerScheme()

function open(): void {
  reviveWindow(openWindow({ page, preload: built('preload', 'index.cjs'), boundsFile: join(browserFolder, 'bounds.json'), platform }))
}

function bringForward(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) return open()
  if (window.isMinimized()) window.restore()
  window.focus()
}

async function start(): Promise<void> {
  secure(page)
  servePage(built('renderer'))
  const lab = await createLab({ dataDir, version: app.getVersion(), platform: PLATFORM })
  closeBeforeQuit(() => lab.close(), fatal)
  stayAwake(lab.events)
  const handlers = withPlatform(await followTheme(lab.handlers))
  bindIpc({ handlers, events: lab.events, page, windows: () => BrowserWindow.getAllWindows() })
  setMenu({
    platform,
    send: (command) => (BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0])?.webContents.send(MENU, command),
    showFolder: () => void shell.openPath(dataDir),
    isDevelopment: !app.isPackaged
  })
  app.on('second-instance', bringForward)
  app.on('activate', bringForward)
  app.on('window-all-closed', () => platform !== 'darwin' && app.quit())
  open()
}

if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(fatal)
else app.quit()
