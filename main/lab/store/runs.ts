import type Database from 'better-sqlite3'
import { LabError } from '../../../core/errors.ts'
import type { LabErrorJson } from '../../../core/errors.ts'
import type { Settings } from '../../../core/training/settings.ts'
import type { Metrics } from '../../../core/training/snapshot.ts'
import type { RunDetail, RunFilter, RunStatus, RunSummary } from '../../api/types.ts'
import { FileStore } from './files.ts'
import { toDetail, toSummary } from './rows.ts'
import type { RunRow } from './rows.ts'
import { StartStore } from './starts.ts'
import type { Start } from './starts.ts'

/** What a run is before it has trained. */
export interface NewRun {
  name: string | null
  /** the problem's slug: run ids are made from it */
  problem: string
  problemName: string
  problemYaml: string
  equation: string
  latex: string
  axes: number
  settings: Settings
  parameters: Record<string, number>
  versions: Record<string, string>
  machine: Record<string, string | number>
  sweep?: string | null
  config?: string | null
  attempt?: number
  repeats?: string | null
  /** contents of the data files that the problem names, by the name that it gives them */
  files?: Readonly<Record<string, string>>
  /** what it begins from, where that is another run's */
  start?: Start | null
}

/** What changes while a run trains. What is left out stays as it is. */
export interface RunUpdate {
  status?: RunStatus
  iterations?: number
  lossFirst?: number | null
  lossLast?: number | null
  lossBest?: number | null
  metrics?: Metrics | null
  scale?: number | null
  parameterCount?: number
  seconds?: number
  startedAt?: string | null
  finishedAt?: string | null
  reason?: string | null
  error?: LabErrorJson | null
  engine?: Record<string, string | number | boolean>
  identical?: boolean | null
  owner?: string | null
}

const COLUMNS: Readonly<Record<keyof RunUpdate, string>> = {
  status: 'status',
  iterations: 'iterations',
  lossFirst: 'loss_first',
  lossLast: 'loss_last',
  lossBest: 'loss_best',
  metrics: 'metrics',
  scale: 'scale',
  parameterCount: 'parameter_count',
  seconds: 'seconds',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
  reason: 'reason',
  error: 'error',
  engine: 'engine',
  identical: 'identical',
  owner: 'owner'
}

type Cell = string | number | null

function cell(value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string') return value
  // What is not finite is stored as missing, as JSON would have it.
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return JSON.stringify(value)
}

/** The table of runs. Every write stamps `changed`, by which other processes see that something happened. */
export class RunStore {
  readonly #db: Database.Database
  readonly #now: () => number
  readonly files: FileStore
  readonly starts: StartStore

  constructor(db: Database.Database, now: () => number = Date.now) {
    this.#db = db
    this.#now = now
    this.files = new FileStore(db)
    this.starts = new StartStore(db)
  }

  /** Adds QUEUED runs, all or none, and returns their ids: `<problem>-<n>`, n counted per problem and never used twice. */
  add(runs: readonly NewRun[], owner: string): string[] {
    const next = this.#db
      .prepare<[string], number>('INSERT INTO counters VALUES (?, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last')
      .pluck()
    const insert = this.#db.prepare(
      `INSERT INTO runs (id, name, problem, problem_name, problem_yaml, equation, latex, axes, status, settings, parameters, seed, created_at,
         sweep, config, attempt, versions, machine, repeats, owner, changed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
    )
    const all = this.#db.transaction(() =>
      runs.map((run) => {
        const id = `${run.problem}-${String(next.get(run.problem))}`
        insert.run(
          id,
          run.name ?? id,
          run.problem,
          run.problemName,
          run.problemYaml,
          run.equation,
          run.latex,
          run.axes,
          JSON.stringify(run.settings),
          JSON.stringify(run.parameters),
          String(run.settings.seed),
          new Date(this.#now()).toISOString(),
          run.sweep ?? null,
          run.config ?? null,
          run.attempt ?? 1,
          JSON.stringify(run.versions),
          JSON.stringify(run.machine),
          run.repeats ?? null,
          owner,
          this.#now()
        )
        this.files.add(id, run.files ?? {})
        if (run.start != null) this.starts.add(id, run.start)
        return id
      })
    )
    return all.immediate()
  }

  row(id: string): RunRow {
    const row = this.#db.prepare<[string], RunRow>('SELECT * FROM runs WHERE id = ?').get(id)
    if (row === undefined)
      throw new LabError('run-unknown', `There is no run "${id}".`, 'The library of runs and `run ls` list those that are stored.')
    return row
  }

  detail(id: string): RunDetail {
    return toDetail(this.row(id), this.files.list(id), this.starts.origin(id))
  }

  rows(where: string, ...values: Cell[]): RunRow[] {
    return this.#db.prepare<Cell[], RunRow>(`SELECT * FROM runs WHERE ${where} ORDER BY position`).all(...values)
  }

  /** Newest first; those in the trash only where `trashed` asks for them. */
  list({ problem, sweep, status, trashed, limit }: RunFilter = {}): RunSummary[] {
    const wanted: [string, Cell][] = []
    if (problem !== undefined) wanted.push(['problem = ?', problem])
    if (sweep !== undefined) wanted.push(['sweep = ?', sweep])
    if (status !== undefined) wanted.push(['status = ?', status])
    const where = [`trashed_at IS ${trashed === true ? 'NOT NULL' : 'NULL'}`, ...wanted.map(([text]) => text)].join(' AND ')
    return this.#db
      .prepare<Cell[], RunRow>(`SELECT * FROM runs WHERE ${where} ORDER BY position DESC LIMIT ?`)
      .all(...wanted.map(([, value]) => value), limit ?? 100_000)
      .map(toSummary)
  }

  /** Writes what changed. With `owner`, only where the run still belongs to it; returns whether it was written. */
  update(id: string, change: RunUpdate, owner?: string): boolean {
    const entries = Object.entries(change).filter(([, value]) => value !== undefined) as [keyof RunUpdate, unknown][]
    const set = [...entries.map(([key]) => `${COLUMNS[key]} = ?`), 'changed = ?'].join(', ')
    const values = [...entries.map(([, value]) => cell(value)), this.#now(), id]
    const guard = owner === undefined ? '' : ' AND owner = ?'
    return (
      this.#db.prepare<Cell[]>(`UPDATE runs SET ${set} WHERE id = ?${guard}`).run(...values, ...(owner === undefined ? [] : [owner]))
        .changes === 1
    )
  }

  /** Takes runs that nobody works on; returns those that it got. */
  claim(ids: readonly string[], owner: string): string[] {
    const take = this.#db.prepare<Cell[]>('UPDATE runs SET owner = ?, changed = ? WHERE id = ? AND (owner IS NULL OR owner = ?)')
    return this.#db.transaction(() => ids.filter((id) => take.run(owner, this.#now(), id, owner).changes === 1)).immediate()
  }

  /** Statuses of a sweep's newest attempts with how often they occur. */
  countsOf(sweep: string): { status: RunStatus; count: number; seconds: number }[] {
    return this.#db
      .prepare<[string], { status: RunStatus; count: number; seconds: number }>(
        'SELECT status, count(*) AS count, total(seconds) AS seconds FROM runs WHERE sweep = ? AND superseded = 0 GROUP BY status'
      )
      .all(sweep)
  }

  rename(id: string, name: string): void {
    this.#set(id, 'name', name)
  }

  tag(id: string, tags: readonly string[]): void {
    this.#set(id, 'tags', JSON.stringify([...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))]))
  }

  pin(id: string, pinned: boolean): void {
    this.#set(id, 'pinned', pinned ? 1 : 0)
  }

  trash(id: string, trashed: boolean): void {
    this.#set(id, 'trashed_at', trashed ? new Date(this.#now()).toISOString() : null)
  }

  supersede(id: string): void {
    this.#set(id, 'superseded', 1)
  }

  /** Deletes runs for good, with everything that hangs on them. */
  purge(ids: readonly string[]): void {
    const remove = this.#db.prepare<[string]>('DELETE FROM runs WHERE id = ?')
    const all = this.#db.transaction(() => {
      ids.forEach((id) => remove.run(id))
      this.files.prune()
    })
    all.immediate()
  }

  /** Ids of runs that others than `owner` changed after `since` (milliseconds since 1970). */
  changedByOthers(owner: string, since: number): { run: string; sweep: string | null }[] {
    return this.#db
      .prepare<[number, string], { run: string; sweep: string | null }>(
        'SELECT id AS run, sweep FROM runs WHERE changed > ? AND owner IS NOT ?'
      )
      .all(since, owner)
  }

  #set(id: string, column: string, value: Cell): void {
    const { changes } = this.#db.prepare<Cell[]>(`UPDATE runs SET ${column} = ?, changed = ? WHERE id = ?`).run(value, this.#now(), id)
    if (changes === 0) this.row(id)
  }
}
