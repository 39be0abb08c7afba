import type { Client } from '../../main/api/contract.ts'
import { connection } from './connection.svelte.ts'
import { attempt } from './failure.ts'
import { info } from './info.svelte.ts'
import { useLab } from './lab.ts'
import { library } from './library.svelte.ts'
import { recallAll } from './remembered.svelte.ts'
import { followHash } from './route.svelte.ts'
import { followRuns, runs } from './runs.svelte.ts'
import { followSweeps, sweeps } from './sweeps.svelte.ts'

/** Reads everything the views rest on from the lab, and follows its events. Returns the function that stops following. */
export async function openLab(client: Client): Promise<() => void> {
  useLab(client)
  const readStore = () => attempt(() => Promise.all([runs.refresh(), sweeps.refresh()]))
  // Listening first: what changes while the lists are on their way is then not missed.
  const stops = [followRuns(), followSweeps(), connection.onGap(() => void readStore())]
  await attempt(() => Promise.all([recallAll(), info.refresh(), library.refresh()]))
  await readStore()
  stops.push(followHash())
  connection.set('open')
  info.opened()
  return () => {
    for (const stop of stops) stop()
  }
}
