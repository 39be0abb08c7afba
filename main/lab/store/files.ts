import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'

/** A data file of a run, without its content. */
export interface StoredFile {
  /** as the problem names it */
  name: string
  /** SHA-256 of its content, in hex */
  hash: string
  /** of UTF-8 */
  bytes: number
}

/** The data files of runs. Equal contents are kept once, however many runs use them and whatever they call them. */
export class FileStore {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  add(run: string, files: Readonly<Record<string, string>>): void {
    const keep = this.#db.prepare('INSERT OR IGNORE INTO files VALUES (?, ?)')
    const name = this.#db.prepare('INSERT INTO run_files VALUES (?, ?, ?)')
    for (const [path, content] of Object.entries(files)) {
      const bytes = Buffer.from(content, 'utf8')
      const hash = createHash('sha256').update(bytes).digest('hex')
      keep.run(hash, bytes)
      name.run(run, path, hash)
    }
  }

  /** Contents by name; empty for a run without files. */
  of(run: string): Record<string, string> {
    const rows = this.#db
      .prepare<[string], { name: string; content: Buffer }>('SELECT name, content FROM run_files JOIN files USING (hash) WHERE run = ?')
      .all(run)
    return Object.fromEntries(rows.map(({ name, content }) => [name, content.toString('utf8')]))
  }

  list(run: string): StoredFile[] {
    return this.#db
      .prepare<[string], StoredFile>(
        'SELECT name, hash, length(content) AS bytes FROM run_files JOIN files USING (hash) WHERE run = ? ORDER BY name'
      )
      .all(run)
  }

  /** Deletes the contents that no run uses any more. */
  prune(): void {
    this.#db.prepare('DELETE FROM files WHERE hash NOT IN (SELECT hash FROM run_files)').run()
  }
}
