import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../api/bridge.ts'

export interface MenuOptions {
  platform: NodeJS.Platform
  /** hands a command to the page of the window in front */
  send: (command: MenuCommand) => void
  showFolder: () => void
  /** with the entries for those who work on the lab itself */
  isDevelopment: boolean
}

const line: MenuItemConstructorOptions = { type: 'separator' }

/**
 * The menu as data. Keys reach the page first; what it takes it keeps, and only what it leaves comes here and is forwarded, so
 * a key never acts twice.
 */
export function menuTemplate({ platform, send, showFolder, isDevelopment }: MenuOptions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  const command = (label: string, id: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(id),
    ...(accelerator !== undefined && { accelerator })
  })
  // On macOS the menu hears keys before the page does, and a text field needs its own undo.
  const undo: MenuItemConstructorOptions[] = isMac
    ? [{ role: 'undo' }, { role: 'redo' }]
    : [command('Undo', 'edit.undo', 'Ctrl+Z'), command('Redo', 'edit.redo', 'Ctrl+Shift+Z')]
  const tools: MenuItemConstructorOptions[] = [line, { role: 'reload' }, { role: 'toggleDevTools' }]

  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        command('New problem', 'file.new', 'CmdOrCtrl+N'),
        command('Open…', 'file.open', 'CmdOrCtrl+O'),
        command('Export…', 'file.export', 'CmdOrCtrl+E'),
        line,
        { label: 'Show the lab’s folder', click: showFolder },
        line,
        { role: isMac ? 'close' : 'quit' }
      ]
    },
    {
      label: '&Edit',
      submenu: [...undo, line, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }]
    },
    {
      label: '&View',
      submenu: [
        command('Library', 'view.library', 'CmdOrCtrl+1'),
        command('Bench', 'view.bench', 'CmdOrCtrl+2'),
        command('Sweeps', 'view.sweeps', 'CmdOrCtrl+3'),
        command('Compare', 'view.compare', 'CmdOrCtrl+4'),
        command('Autodiff', 'view.autodiff', 'CmdOrCtrl+5'),
        line,
        command('Search, or run a command', 'view.palette', 'CmdOrCtrl+K'),
        command('Next pane', 'view.next-pane', 'F6'),
        command('Next theme', 'view.theme', 'Alt+M'),
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(isDevelopment ? tools : [])
      ]
    },
    { role: 'windowMenu' },
    // Without a key here: "?" is a character, and belongs to the page.
    { role: 'help', label: '&Help', submenu: [command('All keys', 'help.keys'), ...(isMac ? [] : [{ role: 'about' } as const])] }
  ]
}

export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)))
}
