import '../styles/index.css'
import { vi } from 'vitest'
import { render } from 'vitest-browser-svelte'
import App from '../App.svelte'
import { connection } from '../state/connection.svelte.ts'
import { openLab } from '../state/open.ts'
import { session } from '../state/session.svelte.ts'
import { toast } from '../state/toast.svelte.ts'
import { fakeLab } from './fake-lab.ts'
import type { FakeLab, FakeOptions } from './fake-lab.ts'

const WAIT = { timeout: 20_000, interval: 20 }

/** The whole page before a fake lab, at a link. For component tests; `close` ends what goes on. */
export async function openPage(hash: string, options: FakeOptions = {}): Promise<FakeLab & { close: () => void }> {
  history.replaceState(null, '', hash)
  localStorage.clear()
  session.place({})
  toast.dismiss()
  connection.set('opening')
  const lab = fakeLab({ remembered: { theme: 'light' }, ...options })
  await render(App)
  const stop = await openLab(lab.client)
  // Views are imported when they are first shown.
  await vi.waitFor(() => {
    if (document.querySelector('main > *') === null) throw new Error('the view is not there yet')
  }, WAIT)
  return {
    ...lab,
    close: () => {
      stop()
      lab.stop()
    }
  }
}
