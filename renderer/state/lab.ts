import type { Client } from '../../main/api/contract.ts'

let client: Client | undefined

/** The lab behind this window: the one gateway to everything that is computed or stored. */
export function lab(): Client {
  if (client === undefined) throw new Error('The lab is not open yet: main.ts calls useLab() before a view is shown.')
  return client
}

/** Sets the lab that `lab()` returns: the real one at start, a fake one in component tests. */
export function useLab(next: Client): void {
  client = next
}
