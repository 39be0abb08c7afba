import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'

interface Plan {
  applicationId: number
  backupFolder: string
  now: () => Date
}

/** The version that the database has now: the number of migrations applied to it. */
export function versionOf(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number
}

/**
 * Applies the migrations that the database lacks, each in one transaction with its version number, so that a failure leaves
 * the last whole version. An older database (not a new one) is first copied to `<backupFolder>/<date>-v<old>.db`.
 */
export async function migrate(
  db: Database.Database,
  migrations: readonly string[],
  { applicationId, backupFolder, now }: Plan
): Promise<void> {
  const found = versionOf(db)
  if (found > 0 && found < migrations.length) {
    mkdirSync(backupFolder, { recursive: true })
    await db.backup(join(backupFolder, `${now().toISOString().slice(0, 10)}-v${found}.db`))
  }
  migrations.forEach((sql, index) => {
    const step = db.transaction(() => {
      // Another process may have come first while this one waited for the lock.
      if (versionOf(db) > index) return
      if (index === 0) db.pragma(`application_id = ${applicationId}`)
      db.exec(sql)
      db.pragma(`user_version = ${index + 1}`)
    })
    if (versionOf(db) <= index) step.immediate()
  })
  if (found > 0 && found < migrations.length) db.pragma('wal_checkpoint(TRUNCATE)')
}
