import type { ModeCost } from '../../core/autodiff/explore/mode-costs.ts'
import { lab } from '../state/lab.ts'

const SIZES = [1, 2, 4, 8, 16, 32, 64]

export interface Costs {
  inputs: ModeCost[]
  outputs: ModeCost[]
}

let known = $state.raw<Costs | null>(null)
let busy = $state(false)

/** What both modes cost as inputs and outputs grow: the same for every expression, measured once on this machine. */
export const costs = {
  get current(): Costs | null {
    return known
  },
  get busy(): boolean {
    return busy
  },
  async measure(): Promise<void> {
    if (busy) return
    busy = true
    try {
      const inputs = await lab()['autodiff.cost']({ sizes: SIZES.map((n) => ({ inputs: n, outputs: 1 })) })
      const outputs = await lab()['autodiff.cost']({ sizes: SIZES.map((m) => ({ inputs: 1, outputs: m })) })
      known = { inputs, outputs }
    } finally {
      busy = false
    }
  }
}
