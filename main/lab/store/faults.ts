import Database from 'better-sqlite3'
import { LabError } from '../../../core/errors.ts'

const REPORT = 'Nothing was changed. Keep a copy of the file before trying to repair it.'

/** What SQLite's result codes mean to the person in front of the lab; the longest fitting prefix decides. */
const MEANINGS: readonly { code: string; as: string; message: (file: string) => string; cure: (file: string) => string }[] = [
  {
    code: 'SQLITE_FULL',
    as: 'disk-full',
    message: (file) => `The disk that holds ${file} is full.`,
    cure: () => 'Free some space, or choose another folder with --lab, then resume the run: it goes on from its last checkpoint.'
  },
  {
    code: 'SQLITE_READONLY',
    as: 'store-read-only',
    message: (file) => `The lab's database ${file} cannot be written.`,
    cure: (file) => `Give yourself the right to write ${file} and its folder, or choose another folder with --lab.`
  },
  {
    code: 'SQLITE_BUSY',
    as: 'store-locked',
    message: (file) => `The lab's database ${file} is locked by another program.`,
    cure: () => 'Wait a moment and try again; close a database browser that has it open.'
  },
  {
    code: 'SQLITE_LOCKED',
    as: 'store-locked',
    message: (file) => `The lab's database ${file} is locked by another program.`,
    cure: () => 'Wait a moment and try again; close a database browser that has it open.'
  },
  {
    code: 'SQLITE_NOTADB',
    as: 'store-foreign',
    message: (file) => `${file} is not a database of this lab.`,
    cure: () => 'Move the file away or choose another folder with --lab. Nothing was changed.'
  },
  { code: 'SQLITE_CORRUPT', as: 'store-damaged', message: (file) => `The lab's database ${file} is damaged.`, cure: damagedCure },
  {
    code: 'SQLITE_CANTOPEN',
    as: 'store-unreadable',
    message: (file) => `The lab's database ${file} cannot be opened.`,
    cure: (file) => `Check that ${file} is a file that you may read and write, or choose another folder with --lab.`
  },
  {
    code: 'SQLITE_IOERR',
    as: 'store-unreadable',
    message: (file) => `Reading or writing ${file} failed.`,
    cure: () => 'Check the disk; then open the lab again. Runs go on from their last checkpoint.'
  }
]

export function damagedCure(file: string): string {
  return `Restore the newest copy from the "backups" folder beside it, or move ${file} away to begin an empty lab. ${REPORT}`
}

const SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: 'SQLITE_FULL',
  EDQUOT: 'SQLITE_FULL',
  EROFS: 'SQLITE_READONLY',
  EACCES: 'SQLITE_CANTOPEN',
  EPERM: 'SQLITE_CANTOPEN',
  ENOTDIR: 'SQLITE_CANTOPEN',
  EISDIR: 'SQLITE_CANTOPEN',
  EEXIST: 'SQLITE_CANTOPEN',
  EIO: 'SQLITE_IOERR'
}

function resultCode(thrown: unknown): string | undefined {
  if (thrown instanceof Database.SqliteError) return thrown.code
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') return SYSTEM[thrown.code]
  return undefined
}

/** A LabError for what SQLite or the file system threw; anything else is returned as it is. */
export function storeFault(thrown: unknown, file: string): unknown {
  const code = resultCode(thrown)
  if (code === undefined) return thrown
  const meaning = MEANINGS.find((entry) => code.startsWith(entry.code))
  return meaning === undefined ? thrown : new LabError(meaning.as, meaning.message(file), meaning.cure(file), { file })
}
