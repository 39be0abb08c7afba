import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { ChoiceStore } from './choices.ts'
import { openDatabase } from './database.ts'
import { OwnerStore } from './owners.ts'
import type { Surroundings } from './owners.ts'
import { recover } from './recover.ts'
import { ResultStore } from './results.ts'
import { RunStore } from './runs.ts'
import { SweepStore } from './sweeps.ts'

export interface Store {
  db: Database.Database
  file: string
  network: string | null
  runs: RunStore
  results: ResultStore
  sweeps: SweepStore
  choices: ChoiceStore
  owners: OwnerStore
  close(): void
}

/** Opens the store in a folder, `<dataDir>/ansatz.db`, takes a lease on it and takes back what vanished processes left. */
export async function openStore(dataDir: string, kind: string, around?: Surroundings): Promise<Store> {
  const { db, file, network } = await openDatabase(join(dataDir, 'ansatz.db'))
  const owners = new OwnerStore(db, kind, around)
  const store: Store = {
    db,
    file,
    network,
    runs: new RunStore(db),
    results: new ResultStore(db),
    sweeps: new SweepStore(db),
    choices: new ChoiceStore(db),
    owners,
    close: () => {
      try {
        owners.release()
        db.pragma('optimize')
        if (network === null) db.pragma('wal_checkpoint(TRUNCATE)')
      } finally {
        db.close()
      }
    }
  }
  recover(store)
  return store
}
