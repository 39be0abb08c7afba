import { app, BrowserWindow, dialog } from 'electron'
import { LabError } from '../../../core/errors.ts'
import { writeReport } from './report.ts'

/** A lab that has not put its runs in order by then is left to its periodic checkpoints. */
const CLOSE_MS = 5_000
/** Two crashes of the page within this are not an accident. */
const CRASH_MS = 60_000

/** What nobody expected: a report, a word to the user, and an end; the state of the program is unknown from here on. */
export function reportFatal(labFolder: string): (thrown: unknown) => void {
  let isReported = false
  return (thrown) => {
    if (isReported) return
    isReported = true
    const now = new Date()
    const { versions, platform, arch } = process
    const circumstances = { version: app.getVersion(), versions, platform: `${platform} ${arch}`, now }
    const message = thrown instanceof LabError ? `${thrown.message}.\n${thrown.cure}` : String(thrown)
    const path = writeReport(labFolder, 'The lab had to end.', thrown, circumstances)
    dialog.showErrorBox(
      'Ansatz has to end',
      `${message}\n\nA report lies in ${path}. Runs that were training continue from their last checkpoint.`
    )
    app.exit(1)
  }
}

/** Quitting waits until the lab has checkpointed what it trains, but not for ever; the windows are gone at once. */
export function closeBeforeQuit(close: () => Promise<void>, failed: (thrown: unknown) => void): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    for (const window of BrowserWindow.getAllWindows()) window.hide()
    const limit = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS))
    Promise.race([close(), limit]).then(() => {
      state = 'closed'
      app.quit()
    }, failed)
  })
}

/** A page whose process died is loaded again once; if that does not help, the user decides. */
export function reviveWindow(window: BrowserWindow): void {
  let last = -Infinity
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const now = performance.now()
    const isAgain = now - last < CRASH_MS
    last = now
    if (!isAgain) return window.reload()
    void dialog
      .showMessageBox(window, {
        type: 'error',
        title: 'Ansatz',
        message: 'The window stopped working twice within a minute.',
        detail: `Reason: ${reason} (${exitCode}). Nothing is lost: runs go on, and everything stored stays.`,
        buttons: ['Load it again', 'Quit']
      })
      .then(({ response }) => (response === 0 ? window.reload() : app.quit()))
  })
}
