import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import type { Bridge } from './api/bridge.ts'
import { EVENT, INVOKE, MENU } from './hosts/electron/channels.ts'

/** Listens on a channel; the page is handed the values alone, never the event, which leads to the sender. */
function listen<Values extends unknown[]>(channel: string, listener: (...values: Values) => void): () => void {
  const own = (_event: IpcRendererEvent, ...values: Values) => listener(...values)
  ipcRenderer.on(channel, own)
  return () => void ipcRenderer.off(channel, own)
}

const bridge: Bridge = {
  invoke: (method, input) => ipcRenderer.invoke(INVOKE, method, input),
  subscribe: (wanted, listener) => listen(EVENT, (event: string, payload: unknown) => event === wanted && listener(payload)),
  onMenu: (listener) => listen(MENU, listener)
}

contextBridge.exposeInMainWorld('ansatz', bridge)
