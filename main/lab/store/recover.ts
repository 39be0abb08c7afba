import type { Store } from './index.ts'

/**
 * Takes back what vanished processes left behind: what they were training is LOST (its checkpoint stays), what they had queued
 * waits for somebody to resume it, and their leases go. Runs of living processes are not touched.
 * Returns the runs that changed.
 */
export function recover(store: Store): { run: string; sweep: string | null }[] {
  const take = store.db.transaction(() =>
    store.owners.gone().flatMap((owner) => {
      const left = store.runs.rows(`owner = ? AND status IN ('RUNNING', 'QUEUED', 'PAUSED')`, owner.id)
      for (const { id, status, sweep, iterations } of left) {
        if (status === 'RUNNING')
          store.runs.update(id, {
            status: 'LOST',
            owner: null,
            reason: `The process that trained it vanished; the last checkpoint is at iteration ${iterations}.`
          })
        else store.runs.update(id, { owner: null, ...(status === 'QUEUED' && sweep === null ? { status: 'PAUSED' } : {}) })
      }
      for (const { sweep, status } of store.sweeps.ownedBy(owner.id)) {
        if (status === 'RUNNING' || status === 'QUEUED') store.sweeps.setStatus(sweep, 'PAUSED', owner.heartbeat)
        store.sweeps.disown(sweep)
      }
      store.owners.remove(owner.id)
      return left.map(({ id, sweep }) => ({ run: id, sweep }))
    })
  )
  return store.owners.gone().length === 0 ? [] : take.immediate()
}
