import { ipcMain } from 'electron'
import type { IpcMainInvokeEvent, WebContents } from 'electron'
import { asLabError } from '../../../core/errors.ts'
import type { Handlers } from '../../api/contract.ts'
import { createDispatcher } from '../../api/dispatch.ts'
import type { LabEvents } from '../../api/dispatch.ts'
import type { Reply } from '../../api/messages.ts'
import { EVENT, INVOKE } from './channels.ts'
import { isOwnPage } from './origin.ts'

export interface IpcOptions {
  handlers: Handlers
  events: LabEvents
  /** address of the lab's page, the only one that is answered */
  page: string
  /** the windows that hear of events */
  windows: () => readonly { webContents: Pick<WebContents, 'send' | 'isDestroyed'> }[]
}

/** The page itself, in the window's own frame: not a frame within it, and not one that has already gone elsewhere. */
function isTrusted({ senderFrame }: IpcMainInvokeEvent, page: string): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url, page)
}

/** The only way to answer the page: every message passes the check of its sender first. */
function handle(channel: string, page: string, answer: (...values: unknown[]) => Promise<unknown>): void {
  ipcMain.handle(channel, (event, ...values: unknown[]) => {
    if (!isTrusted(event, page)) throw new Error(`a message on ${channel} was refused: it does not come from the lab's page`)
    return answer(...values)
  })
}

/** Binds the lab to its windows. Returns the function that ends the flow of events. */
export function bindIpc({ handlers, events, page, windows }: IpcOptions): () => void {
  const dispatch = createDispatcher(handlers)
  handle(INVOKE, page, (method, input): Promise<Reply> =>
    dispatch(method as string, input).then(
      (ok) => ({ ok }),
      // As data: of an error that crosses to the page, Electron keeps the message alone.
      (error: unknown) => ({ error: asLabError(error).toJSON() })
    )
  )
  return events.subscribe((event, payload) => {
    for (const { webContents } of windows()) if (!webContents.isDestroyed()) webContents.send(EVENT, event, payload)
  })
}
