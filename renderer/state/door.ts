import { bridgeTransport } from '../../main/api/bridge.ts'
import { createClient } from '../../main/api/client.ts'
import { connectHttp } from '../../main/api/connect.ts'
import type { Client } from '../../main/api/contract.ts'
import { connection } from './connection.svelte.ts'
import { failureOf } from './failure.ts'

/** The lab through the door this page came by: Electron's bridge where there is one, else HTTP. Tells `connection` how it goes. */
export async function openDoor(): Promise<Client | null> {
  if (window.ansatz !== undefined) {
    connection.set('open')
    return createClient(bridgeTransport(window.ansatz))
  }
  try {
    const transport = await connectHttp(
      location,
      sessionStorage,
      (state, reason) => connection.set(reason === undefined ? state : 'refused', reason === undefined ? null : failureOf(reason)),
      { onGap: () => connection.gap() }
    )
    return createClient(transport)
  } catch (error) {
    connection.set('refused', failureOf(error))
    return null
  }
}
