import { powerSaveBlocker } from 'electron'
import type { Lab } from '../../lab/lab.ts'

/** Training that says nothing for so long has ended. */
const SILENCE_MS = 60_000

/** Keeps the computer from going to sleep while it trains: a sweep over night goes on. The screen may turn dark. */
export function stayAwake(events: Lab['events']): void {
  let blocker: number | null = null
  let timer: NodeJS.Timeout | undefined
  const rest = () => {
    if (blocker !== null) powerSaveBlocker.stop(blocker)
    blocker = null
  }
  events.subscribe((event) => {
    if (event !== 'run.progress') return
    blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    clearTimeout(timer)
    timer = setTimeout(rest, SILENCE_MS).unref()
  })
}
