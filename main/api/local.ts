import type { Handlers, Transport } from './contract.ts'
import { createDispatcher } from './dispatch.ts'
import type { LabEvents } from './dispatch.ts'
import { createHub } from './hub.ts'

/**
 * The door within one process (command line, tests). Values are copied as the other doors copy them, so that no caller
 * comes to depend on sharing memory with the lab.
 */
export function createLocalTransport(handlers: Handlers, events: LabEvents): Transport & { close(): void } {
  const dispatch = createDispatcher(handlers)
  const hub = createHub()
  const close = events.subscribe((event, payload) => hub.emit(event, structuredClone(payload)))
  return {
    invoke: async (method, input) => structuredClone(await dispatch(method, structuredClone(input))),
    subscribe: hub.subscribe,
    close
  }
}
