import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { BrowserWindowConstructorOptions } from 'electron'
import { MIN_HEIGHT, MIN_WIDTH, placeWindow, readBounds, writeBounds } from './bounds.ts'
import { windowColors } from './colors.ts'

export interface WindowOptions {
  /** address of the lab's page */
  page: string
  /** absolute path of the built preload script */
  preload: string
  /** file in which the window's place is kept */
  boundsFile: string
  platform: NodeJS.Platform
}

/** The page draws the title bar; the system keeps its buttons, over the page's right end (macOS: at the left). */
const frame = (platform: NodeJS.Platform, overlay: ReturnType<typeof windowColors>['overlay']): BrowserWindowConstructorOptions =>
  platform === 'darwin'
    ? { titleBarStyle: 'hidden', titleBarOverlay: { height: overlay.height }, trafficLightPosition: { x: 14, y: 14 } }
    : { titleBarStyle: 'hidden', titleBarOverlay: overlay, autoHideMenuBar: true }

export function openWindow({ page, preload, boundsFile, platform }: WindowOptions): BrowserWindow {
  const { maximized, ...place } = placeWindow(
    readBounds(boundsFile),
    [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)
  )
  const colors = windowColors(nativeTheme.shouldUseDarkColors)
  const window = new BrowserWindow({
    ...place,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    title: 'Ansatz',
    show: false,
    backgroundColor: colors.background,
    ...frame(platform, colors.overlay),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false
    }
  })
  if (maximized) window.maximize()
  // A first picture of the page instead of a blank one.
  window.once('ready-to-show', () => window.show())
  window.on('close', () => writeBounds(boundsFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }))

  const paint = () => {
    const { background, overlay } = windowColors(nativeTheme.shouldUseDarkColors)
    window.setBackgroundColor(background)
    if (platform !== 'darwin') window.setTitleBarOverlay(overlay)
  }
  nativeTheme.on('updated', paint)
  window.on('closed', () => nativeTheme.off('updated', paint))
  void window.loadURL(page)
  return window
}
