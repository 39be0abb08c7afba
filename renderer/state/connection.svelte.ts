import type { LabErrorJson } from '../../core/errors.ts'

/** opening: not yet; open; lost: trying again; refused: for good, with the reason (a used link, a lab started anew). */
export type ConnectionState = 'opening' | 'open' | 'lost' | 'refused'

let state = $state<ConnectionState>('opening')
let reason = $state.raw<LabErrorJson | null>(null)
let listeners: readonly (() => void)[] = []

export const connection = {
  get state(): ConnectionState {
    return state
  },
  get reason(): LabErrorJson | null {
    return reason
  },
  /** told by the door */
  set(next: ConnectionState, why: LabErrorJson | null = null): void {
    state = next
    reason = why
  },
  /** told by the door: events were missed */
  gap(): void {
    for (const listener of listeners) listener()
  },
  /** Events are hints: after a gap, whoever shows what is stored reads it again. Returns the function that ends it. */
  onGap(listener: () => void): () => void {
    listeners = [...listeners, listener]
    return () => void (listeners = listeners.filter((other) => other !== listener))
  }
}
