/** The listeners of one client, by event. */
export interface Hub {
  emit: (event: string, payload: unknown) => void
  subscribe: (event: string, listener: (payload: unknown) => void) => () => void
}

export function createHub(): Hub {
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  return {
    emit(event, payload) {
      for (const listener of [...(listeners.get(event) ?? [])]) {
        try {
          listener(payload)
        } catch (error) {
          // One faulty listener must not keep the news from the others; the fault still surfaces as uncaught.
          queueMicrotask(() => {
            throw error
          })
        }
      }
    },
    subscribe(event, listener) {
      // Two subscriptions of one function are two: each is ended by its own `off`.
      const own = (payload: unknown) => listener(payload)
      const all = listeners.get(event) ?? new Set()
      listeners.set(event, all.add(own))
      return () => void all.delete(own)
    }
  }
}
