import { closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { LabError } from '../../../core/errors.ts'
import { damagedCure, storeFault } from './faults.ts'
import { networkFileSystem } from './filesystem.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'

/** "Ansz", at offset 68 of every file of this lab. */
export const APPLICATION_ID = 0x416e737a

const MAGIC = 'SQLite format 3\0'

export interface OpenDatabase {
  db: Database.Database
  file: string
  /** the network file system below, where the journal is a plain one; null on a local disk */
  network: string | null
}

/**
 * Opens the lab's database and brings it to the newest version. A file that is foreign, newer or damaged is refused with a LabError
 * and left as it is; an older one is copied to `backups/` before it is migrated.
 */
export async function openDatabase(
  file: string,
  migrations: readonly string[] = MIGRATIONS,
  now: () => Date = () => new Date()
): Promise<OpenDatabase> {
  let db: Database.Database | undefined
  try {
    mkdirSync(dirname(file), { recursive: true })
    const fresh = isFresh(file)
    if (!fresh) refuseByHeader(file, migrations.length)
    const network = networkFileSystem(dirname(file))
    const unclean = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0
    db = new Database(file, { timeout: 5000 })
    if (unclean) refuseDamaged(db, file)
    refuseNewer(db.pragma('user_version', { simple: true }) as number, migrations.length, file)
    setUp(db, network)
    await migrate(db, migrations, { applicationId: APPLICATION_ID, backupFolder: join(dirname(file), 'backups'), now })
    // After the schema exists: what the header says must be readable without the log.
    if (network === null) db.pragma('journal_mode = WAL')
    return { db, file, network }
  } catch (thrown) {
    db?.close()
    throw storeFault(thrown, file)
  }
}

function setUp(db: Database.Database, network: string | null): void {
  if (network !== null) db.pragma('journal_mode = DELETE')
  db.pragma(`synchronous = ${network === null ? 'NORMAL' : 'FULL'}`)
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
}

function isFresh(file: string): boolean {
  return !existsSync(file) || (statSync(file).isFile() && statSync(file).size === 0)
}

/** Reads the first 100 bytes without SQLite, because even opening a foreign file with it may write beside it. */
function refuseByHeader(file: string, newest: number): void {
  const header = Buffer.alloc(100)
  const descriptor = openSync(file, 'r')
  try {
    readSync(descriptor, header, 0, 100, 0)
  } finally {
    closeSync(descriptor)
  }
  if (header.toString('latin1', 0, 16) !== MAGIC || header.readUInt32BE(68) !== APPLICATION_ID) {
    const cure = 'Move the file away or choose another folder with --lab. Nothing was changed.'
    throw new LabError('store-foreign', `${file} is not a database of this lab.`, cure, { file })
  }
  refuseNewer(header.readUInt32BE(60), newest, file)
}

function refuseNewer(found: number, newest: number, file: string): void {
  if (found <= newest) return
  throw new LabError(
    'store-newer',
    `The lab's database ${file} was written by a newer version of Ansatz (database version ${found}; this one reads up to ${newest}).`,
    'Update Ansatz, or choose another folder with --lab. Nothing was changed.',
    { file }
  )
}

function refuseDamaged(db: Database.Database, file: string): void {
  const found = db.pragma('quick_check(1)', { simple: true })
  if (found === 'ok') return
  throw new LabError('store-damaged', `The lab's database ${file} is damaged: ${String(found)}.`, damagedCure(file), { file })
}
