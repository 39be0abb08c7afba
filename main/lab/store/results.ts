import type Database from 'better-sqlite3'
import type { History, LossPart } from '../../../core/training/history.ts'
import type { Checkpoint } from '../../../core/training/session.ts'
import type { Snapshot } from '../../../core/training/snapshot.ts'
import { fromBlob, toBlob } from './arrays.ts'
import { pack, unpack } from './pack.ts'

/** The solution of a stored run at the points of a view's grid, per unknown; grids are row-major, the first variable slowest. */
export interface StoredSolution {
  unknown: string
  axes: { name: string; values: Float64Array }[]
  solution: Float64Array
  exact: Float64Array | null
}

/** The arrays of runs: loss curves, checkpoints (weights and the optimiser's state), solutions. */
export class ResultStore {
  readonly #db: Database.Database

  constructor(db: Database.Database) {
    this.#db = db
  }

  /** Writes the checkpoint and, from its history, the curve, so that the two always agree. */
  saveCheckpoint(run: string, { iteration, parameters, history, ...rest }: Checkpoint): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO checkpoints (run, iteration, parameters, state) VALUES (?, ?, ?, ?)')
      .run(run, iteration, toBlob(parameters), pack(rest))
    this.#db
      .prepare('INSERT OR REPLACE INTO curves (run, iteration, loss, parts, estimates) VALUES (?, ?, ?, ?, ?)')
      .run(run, toBlob(history.iteration), toBlob(history.loss), packed(history.parts), packed(history.estimates))
  }

  /** The newest checkpoint of a run; null before the first. */
  checkpoint(run: string): Checkpoint | null {
    const row = this.#db
      .prepare<[string], { iteration: number; parameters: Buffer; state: Buffer }>(
        'SELECT iteration, parameters, state FROM checkpoints WHERE run = ?'
      )
      .get(run)
    if (row === undefined) return null
    const rest = unpack(row.state) as Omit<Checkpoint, 'iteration' | 'parameters' | 'history'>
    return { ...rest, iteration: row.iteration, parameters: fromBlob(row.parameters), history: this.curve(run) }
  }

  /** Loss against iteration; empty before the first checkpoint. */
  curve(run: string): History {
    const row = this.#db
      .prepare<[string], { iteration: Buffer; loss: Buffer; parts: Buffer | null; estimates: Buffer | null }>(
        'SELECT iteration, loss, parts, estimates FROM curves WHERE run = ?'
      )
      .get(run)
    if (row === undefined) return { iteration: new Float64Array(0), loss: new Float64Array(0) }
    return {
      iteration: fromBlob(row.iteration),
      loss: fromBlob(row.loss),
      ...(row.parts === null ? {} : { parts: unpack(row.parts) as LossPart[] }),
      ...(row.estimates === null ? {} : { estimates: unpack(row.estimates) as NonNullable<History['estimates']> })
    }
  }

  saveSolution(run: string, { axes, fields }: Pick<Snapshot, 'axes' | 'fields'>): void {
    const insert = this.#db.prepare('INSERT OR REPLACE INTO samples (run, unknown, axes, solution, exact) VALUES (?, ?, ?, ?, ?)')
    const grid = pack(axes)
    for (const { unknown, solution, exact } of fields)
      insert.run(run, unknown, grid, toBlob(solution), exact === null ? null : toBlob(exact))
  }

  solution(run: string): StoredSolution[] {
    return this.#db
      .prepare<[string], { unknown: string; axes: Buffer; solution: Buffer; exact: Buffer | null }>(
        'SELECT unknown, axes, solution, exact FROM samples WHERE run = ? ORDER BY rowid'
      )
      .all(run)
      .map(({ unknown, axes, solution, exact }) => ({
        unknown,
        axes: unpack(axes) as StoredSolution['axes'],
        solution: fromBlob(solution),
        exact: exact === null ? null : fromBlob(exact)
      }))
  }
}

function packed(lists: History['parts'] | History['estimates']): Buffer | null {
  return lists === undefined ? null : pack(lists)
}
