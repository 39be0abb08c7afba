import { app, BrowserWindow, dialog } from 'electron'
import type { OpenDialogOptions } from 'electron'
import type { Handlers } from '../../api/contract.ts'
import type { ExportedFile } from '../../api/types.ts'
import { saveInto } from './save.ts'

/** What this door can do beyond the page. */
export const PLATFORM = { door: 'electron', saveFiles: true } as const

/** Asks for a folder and writes the files there; null when the user thinks better of it. */
async function saveFiles(files: readonly ExportedFile[]): Promise<string | null> {
  const options: OpenDialogOptions = {
    title: files.length === 1 ? `Save ${files[0]?.name}` : `Save ${files.length} files`,
    buttonLabel: 'Save here',
    defaultPath: app.getPath('documents'),
    properties: ['openDirectory', 'createDirectory']
  }
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePaths } = await (window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options))
  const [folder] = filePaths
  if (canceled || folder === undefined) return null
  await saveInto(folder, files)
  return folder
}

/** The lab's handlers with those that need the desktop. */
export const withPlatform = (handlers: Handlers): Handlers => ({
  ...handlers,
  'export.save': async ({ files }) => ({ folder: await saveFiles(files) })
})
