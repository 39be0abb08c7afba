import { app, session, shell } from 'electron'
import type { WebContents } from 'electron'
import { judgeNavigation, mayHave } from './decisions.ts'

function guardContents(contents: WebContents, page: string): void {
  contents.on('will-attach-webview', (event) => event.preventDefault())
  const stayHome = (event: { preventDefault(): void; url: string }) => {
    if (judgeNavigation(event.url, page) !== 'stay within') event.preventDefault()
  }
  contents.on('will-navigate', stayHome)
  contents.on('will-frame-navigate', stayHome)
  contents.on('will-redirect', stayHome)
  contents.setWindowOpenHandler(({ url }) => {
    if (judgeNavigation(url, page) === 'open outside') void shell.openExternal(url)
    return { action: 'deny' }
  })
}

/**
 * Shuts what the lab does not need: permissions, navigation away from the page, new windows, embedded pages. Links of the web
 * open in the user's browser. Call when ready, before the first window.
 * @param page address of the lab's page
 */
export function secure(page: string): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(mayHave(permission)))
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => mayHave(permission))
  session.defaultSession.setDevicePermissionHandler(() => false)
  app.on('web-contents-created', (_event, contents) => guardContents(contents, page))
}
