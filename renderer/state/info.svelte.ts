import type { LabInfo } from '../../main/api/types.ts'
import { lab } from './lab.ts'

let current = $state.raw<LabInfo | null>(null)
let ready = $state(false)

/** What the lab says of itself. */
export const info = {
  get current(): LabInfo | null {
    return current
  },
  /** everything a view rests on has been read once */
  get ready(): boolean {
    return ready
  },
  async refresh(): Promise<void> {
    current = await lab()['lab.info']({})
  },
  opened(): void {
    ready = true
  }
}

/** Inside the desktop window; a browser keeps some keys, such as Ctrl N, for itself. */
export const isDesktop = (): boolean => typeof window !== 'undefined' && window.ansatz !== undefined
