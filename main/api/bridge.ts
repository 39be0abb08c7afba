import { LabError } from '../../core/errors.ts'
import type { Transport } from './contract.ts'
import type { Reply } from './messages.ts'

/** What the menu of the Electron door can ask of the page. */
export const MENU_COMMANDS = [
  'file.new',
  'file.open',
  'file.export',
  'edit.undo',
  'edit.redo',
  'view.library',
  'view.bench',
  'view.sweeps',
  'view.compare',
  'view.autodiff',
  'view.palette',
  'view.theme',
  'view.next-pane',
  'help.keys'
] as const
export type MenuCommand = (typeof MENU_COMMANDS)[number]

/** What the preload script puts on the page as `window.ansatz`: functions, never Electron's own objects. */
export interface Bridge {
  invoke(method: string, input: unknown): Promise<Reply>
  subscribe(event: string, listener: (payload: unknown) => void): () => void
  onMenu(listener: (command: MenuCommand) => void): () => void
}

declare global {
  interface Window {
    /** there in the Electron door only */
    ansatz?: Bridge
  }
}

/** The contract over the Electron door. Electron keeps only the message of an error that crosses it, so errors cross as data. */
export function bridgeTransport(bridge: Bridge): Transport {
  return {
    async invoke(method, input) {
      const reply = await bridge.invoke(method, input)
      if ('error' in reply) throw LabError.fromJSON(reply.error)
      return reply.ok
    },
    subscribe: (event, listener) => bridge.subscribe(event, listener)
  }
}
