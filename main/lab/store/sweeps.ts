import type Database from 'better-sqlite3'
import { LabError } from '../../../core/errors.ts'
import type { ExperimentInput, SweepSummary } from '../../api/types.ts'

export type SweepStatus = SweepSummary['status']

/** What a sweep varies and how its runs are judged; kept as it was when the sweep started. */
export interface SweepPlan {
  metric: string
  goal: SweepSummary['goal']
  axes: SweepSummary['axes']
  seeds: string[]
  configurations: { config: string; values: Record<string, number | string> }[]
  /** at most so many of its runs at a time; null: as many as there are workers */
  concurrent: number | null
}

export interface StoredSweep {
  sweep: string
  name: string
  document: string
  source: ExperimentInput
  problem: string
  status: SweepStatus
  plan: SweepPlan
  seconds: number
  runningSince: string | null
  createdAt: string
  trashed: boolean
  owner: string | null
}

interface SweepRow {
  id: string
  name: string
  document: string
  source: string
  problem: string
  status: SweepStatus
  plan: string
  seconds: number
  running_since: string | null
  created_at: string
  trashed_at: string | null
  owner: string | null
}

function toSweep(row: SweepRow): StoredSweep {
  return {
    sweep: row.id,
    name: row.name,
    document: row.document,
    source: JSON.parse(row.source) as ExperimentInput,
    problem: row.problem,
    status: row.status,
    plan: JSON.parse(row.plan) as SweepPlan,
    seconds: row.seconds,
    runningSince: row.running_since,
    createdAt: row.created_at,
    trashed: row.trashed_at !== null,
    owner: row.owner
  }
}

export type NewSweep = Pick<StoredSweep, 'name' | 'document' | 'source' | 'problem' | 'plan'> & { slug: string }

/** The table of sweeps; their runs lie in the table of runs. */
export class SweepStore {
  readonly #db: Database.Database
  readonly #now: () => number

  constructor(db: Database.Database, now: () => number = Date.now) {
    this.#db = db
    this.#now = now
  }

  /** Adds a QUEUED sweep and returns its id, `<slug>-s<n>`: run ids never look so. */
  add({ slug, name, document, source, problem, plan }: NewSweep, owner: string): string {
    const next = this.#db
      .prepare<[string], number>('INSERT INTO counters VALUES (?, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last')
      .pluck()
    const id = `${slug}-s${String(next.get(`${slug}-s`))}`
    this.#db
      .prepare(
        `INSERT INTO sweeps (id, name, document, source, problem, status, plan, created_at, owner) VALUES (?, ?, ?, ?, ?, 'QUEUED', ?, ?, ?)`
      )
      .run(id, name, document, JSON.stringify(source), problem, JSON.stringify(plan), new Date(this.#now()).toISOString(), owner)
    return id
  }

  get(id: string): StoredSweep {
    const row = this.#db.prepare<[string], SweepRow>('SELECT * FROM sweeps WHERE id = ?').get(id)
    if (row === undefined) throw new LabError('sweep-unknown', `There is no sweep "${id}".`, '`sweep ls` lists those that are stored.')
    return toSweep(row)
  }

  /** Newest first. */
  list(trashed: boolean): StoredSweep[] {
    return this.#db
      .prepare<[], SweepRow>(`SELECT * FROM sweeps WHERE trashed_at IS ${trashed ? 'NOT NULL' : 'NULL'} ORDER BY position DESC`)
      .all()
      .map(toSweep)
  }

  /** Changes the status and keeps the books of the time it ran. */
  setStatus(id: string, status: SweepStatus, now = this.#now()): void {
    const { seconds, runningSince } = this.get(id)
    const ran = runningSince === null ? 0 : Math.max(0, (now - Date.parse(runningSince)) / 1000)
    const since = status === 'RUNNING' ? new Date(now).toISOString() : null
    this.#db.prepare('UPDATE sweeps SET status = ?, seconds = ?, running_since = ? WHERE id = ?').run(status, seconds + ran, since, id)
  }

  /** Takes a sweep that nobody works on; false where somebody else does. */
  claim(id: string, owner: string): boolean {
    return this.#db.prepare('UPDATE sweeps SET owner = ? WHERE id = ? AND (owner IS NULL OR owner = ?)').run(owner, id, owner).changes === 1
  }

  disown(id: string): void {
    this.#db.prepare('UPDATE sweeps SET owner = NULL WHERE id = ?').run(id)
  }

  ownedBy(owner: string): StoredSweep[] {
    return this.#db.prepare<[string], SweepRow>('SELECT * FROM sweeps WHERE owner = ?').all(owner).map(toSweep)
  }

  trash(id: string, trashed: boolean): void {
    const at = trashed ? new Date(this.#now()).toISOString() : null
    if (this.#db.prepare('UPDATE sweeps SET trashed_at = ? WHERE id = ?').run(at, id).changes === 0) this.get(id)
  }
}
