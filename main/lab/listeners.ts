import type { Emit } from '../api/contract.ts'

/** Those who listen to the lab. */
export class Listeners {
  readonly #all = new Set<Emit>()

  subscribe(listener: Emit): () => void {
    const own: Emit = (event, payload) => listener(event, payload)
    this.#all.add(own)
    return () => void this.#all.delete(own)
  }

  readonly emit: Emit = (event, payload) => {
    for (const listener of [...this.#all]) listener(event, payload)
  }

  clear(): void {
    this.#all.clear()
  }
}
