import type Database from 'better-sqlite3'
import type { Checkpoint } from '../../../core/training/session.ts'
import { pack, unpack } from './pack.ts'

/** Why a run does not begin with weights of its own: it goes on with another, or took another's weights over. */
export type StartKind = 'continue' | 'from'

export interface Start {
  /** the run whose weights they were */
  origin: string
  how: StartKind
  checkpoint: Checkpoint
}

/** What runs began from, where it was another run: kept with them, so that they can be repeated when that one is gone. */
export class StartStore {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  add(run: string, { origin, how, checkpoint }: Start): void {
    this.#db.prepare('INSERT INTO starts VALUES (?, ?, ?, ?)').run(run, origin, how, pack(checkpoint))
  }

  /** Null for a run that drew its weights. */
  get(run: string): Start | null {
    const row = this.#db
      .prepare<[string], { origin: string; how: StartKind; checkpoint: Buffer }>('SELECT origin, how, checkpoint FROM starts WHERE run = ?')
      .get(run)
    return row === undefined ? null : { ...row, checkpoint: unpack(row.checkpoint) as Checkpoint }
  }

  /** The same without the weights. */
  origin(run: string): Pick<Start, 'origin' | 'how'> | null {
    return this.#db.prepare<[string], Pick<Start, 'origin' | 'how'>>('SELECT origin, how FROM starts WHERE run = ?').get(run) ?? null
  }
}
