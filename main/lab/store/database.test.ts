import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { APPLICATION_ID, openDatabase } from './database.ts'
import { storeFault } from './faults.ts'
import { MIGRATIONS } from './migrations/index.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ansatz-store-'))
  file = join(folder, 'ansatz.db')
})
afterEach(() => {
  chmodSync(folder, 0o755)
  rmSync(folder, { recursive: true, force: true })
})

/** Opening must be refused with this code, and must leave every byte in the folder as it was. */
async function refused(code: string, migrations?: readonly string[]): Promise<void> {
  const before = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')])
  await expect(openDatabase(file, migrations)).rejects.toMatchObject({ name: 'LabError', code })
  expect(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')])).toEqual(before)
}

describe('a new database', () => {
  it('is ours, in WAL mode, with the settings that the lab relies on', async () => {
    const { db } = await openDatabase(file)
    const pragma = (name: string) => db.pragma(name, { simple: true })
    expect(pragma('application_id')).toBe(APPLICATION_ID)
    expect(pragma('user_version')).toBe(MIGRATIONS.length)
    expect(pragma('journal_mode')).toBe('wal')
    expect(pragma('synchronous')).toBe(1)
    expect(pragma('foreign_keys')).toBe(1)
    expect(pragma('trusted_schema')).toBe(0)
    expect(pragma('busy_timeout')).toBe(5000)
    const loose = db.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'").all()
    expect(loose).toEqual([])
    db.close()
  })

  it('opens again with what it held', async () => {
    const { db } = await openDatabase(file)
    db.prepare('INSERT INTO choices VALUES (?, ?)').run('theme', '"dark"')
    db.close()
    const again = await openDatabase(file)
    expect(again.db.prepare('SELECT value FROM choices').pluck().get()).toBe('"dark"')
    again.db.close()
  })

  it('may begin from an empty file', async () => {
    writeFileSync(file, '')
    const { db } = await openDatabase(file)
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length)
    db.close()
  })
})

describe('an older database', () => {
  it('is copied to backups and then migrated', async () => {
    const older = await openDatabase(file, ['CREATE TABLE notes (text TEXT NOT NULL) STRICT'])
    older.db.prepare('INSERT INTO notes VALUES (?)').run('kept')
    older.db.close()
    const newer = ['CREATE TABLE notes (text TEXT NOT NULL) STRICT', 'ALTER TABLE notes ADD COLUMN stars INTEGER NOT NULL DEFAULT 3']
    const { db } = await openDatabase(file, newer, () => new Date('2026-11-23T12:00:00Z'))
    expect(db.prepare('SELECT * FROM notes').get()).toEqual({ text: 'kept', stars: 3 })
    db.close()
    const backup = new Database(join(folder, 'backups', '2026-11-23-v1.db'), { readonly: true })
    expect(backup.pragma('user_version', { simple: true })).toBe(1)
    expect(backup.prepare('SELECT * FROM notes').get()).toEqual({ text: 'kept' })
    backup.close()
  })

  it('stays whole at its old version when a migration fails', async () => {
    const older = await openDatabase(file, ['CREATE TABLE notes (text TEXT NOT NULL) STRICT'])
    older.db.close()
    const broken = ['', 'CREATE TABLE half (a TEXT) STRICT; CREATE TABLE notes (b TEXT) STRICT']
    await expect(openDatabase(file, broken)).rejects.toThrow(/already exists/)
    const db = new Database(file, { readonly: true })
    expect(db.pragma('user_version', { simple: true })).toBe(1)
    expect(db.prepare("SELECT name FROM sqlite_master WHERE name = 'half'").get()).toBeUndefined()
    db.close()
  })
})

describe('a file that the lab cannot read', () => {
  it('refuses a newer database', async () => {
    const { db } = await openDatabase(file, ['CREATE TABLE a (x TEXT) STRICT', 'CREATE TABLE b (x TEXT) STRICT'])
    db.close()
    await refused('store-newer', ['CREATE TABLE a (x TEXT) STRICT'])
  })

  it('refuses a newer database whose version still lies in the log', async () => {
    const { db } = await openDatabase(file, ['CREATE TABLE a (x TEXT) STRICT'])
    db.pragma('wal_autocheckpoint = 0')
    db.pragma('user_version = 9')
    await expect(openDatabase(file, ['CREATE TABLE a (x TEXT) STRICT'])).rejects.toMatchObject({ code: 'store-newer' })
    db.close()
  })

  it("refuses another program's database", async () => {
    const other = new Database(file)
    other.exec('CREATE TABLE theirs (x TEXT)')
    other.close()
    await refused('store-foreign')
  })

  it('refuses what is no database', async () => {
    writeFileSync(file, 'not a database at all\n'.repeat(100))
    await refused('store-foreign')
  })

  it('refuses a damaged database', async () => {
    const { db } = await openDatabase(file)
    db.close()
    const bytes = readFileSync(file)
    bytes.fill(0xab, 100, 4096)
    writeFileSync(file, bytes)
    await refused('store-damaged')
  })

  it('says so when the folder is a file', async () => {
    writeFileSync(file, '')
    await expect(openDatabase(join(file, 'ansatz.db'))).rejects.toMatchObject({ code: 'store-unreadable' })
  })

  it('says so when the database is a folder', async () => {
    await expect(openDatabase(folder)).rejects.toMatchObject({ code: 'store-unreadable' })
  })
})

describe('messages', () => {
  it('knows a full disk, a locked and a read-only file', async () => {
    const { db } = await openDatabase(file)
    db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`)
    const thrownBy = (act: () => unknown): unknown => {
      try {
        act()
      } catch (thrown) {
        return storeFault(thrown, file)
      }
      return undefined
    }
    const full = thrownBy(() => db.prepare('INSERT INTO choices VALUES (?, ?)').run('k', 'x'.repeat(1_000_000)))
    expect(full).toMatchObject({ code: 'disk-full' })
    const other = new Database(file, { timeout: 0 })
    db.exec('BEGIN IMMEDIATE')
    expect(thrownBy(() => other.exec('BEGIN IMMEDIATE'))).toMatchObject({ code: 'store-locked' })
    db.exec('ROLLBACK')
    other.pragma('query_only = ON')
    expect(thrownBy(() => other.prepare('DELETE FROM choices').run())).toMatchObject({ code: 'store-read-only' })
    other.close()
    db.close()
    expect(existsSync(file)).toBe(true)
  })
})
