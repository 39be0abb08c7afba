import type { Client, Transport } from './contract.ts'

/**
 * The contract over any transport: one function a method, and `on` for events. Every rejection is a LabError.
 * The functions are made as they are asked for, by name, so that the page needs only the types of the contract and not the
 * schemas, whose compiler would also try `new Function` against the page's content security policy.
 */
export function createClient(transport: Transport): Client {
  const on = (event: string, listener: (payload: unknown) => void) => transport.subscribe(event, listener)
  return new Proxy({} as Client, {
    get(_client, name) {
      if (name === 'on') return on
      // Every method has a dot in its name. Nothing else exists, `then` least of all: a client is not a promise.
      if (typeof name !== 'string' || !name.includes('.')) return undefined
      return (input: unknown) => transport.invoke(name, input)
    }
  })
}
