import type Database from 'better-sqlite3'

/** Remembered choices of the window: any JSON by key. */
export class ChoiceStore {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  remember(key: string, value: unknown): void {
    this.#db.prepare('INSERT INTO choices VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(key, JSON.stringify(value))
  }

  /** The value under a key; null where nothing was remembered. */
  recall(key: string): unknown {
    const text = this.#db.prepare<[string], string>('SELECT value FROM choices WHERE key = ?').pluck().get(key)
    return text === undefined ? null : (JSON.parse(text) as unknown)
  }
}
