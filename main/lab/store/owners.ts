import { randomUUID } from 'node:crypto'
import { hostname, uptime } from 'node:os'
import type Database from 'better-sqlite3'

/** A process that works on runs of this database. */
export interface Owner {
  id: string
  pid: number
  host: string
  kind: string
  started_at: string
  heartbeat: number
}

/** How old a heartbeat must be before its process is looked for. */
export const STALE_AFTER = 15_000
/** A process on another machine cannot be looked for; silence this long counts as its end. */
const SILENT_ELSEWHERE = 600_000

/** Owners that live in this very process: their pid says nothing about which of them is alive. */
const here = new Set<string>()

export interface Surroundings {
  now: () => number
  host: string
  /** milliseconds since 1970 at which this machine started */
  bootedAt: number
  isRunning: (pid: number) => boolean
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    // EPERM: it runs, but belongs to somebody else.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}

export function surroundings(): Surroundings {
  return { now: Date.now, host: hostname(), bootedAt: Date.now() - 1000 * uptime(), isRunning }
}

/** Whether an owner's process is gone: silent for more than 15 s and, on this machine, no longer there. */
export function isGone(owner: Owner, around: Surroundings): boolean {
  const silence = around.now() - owner.heartbeat
  if (silence <= STALE_AFTER) return false
  if (owner.host !== around.host) return silence > SILENT_ELSEWHERE
  if (owner.heartbeat < around.bootedAt) return true
  if (owner.pid === process.pid) return !here.has(owner.id)
  return !around.isRunning(owner.pid)
}

export type RequestVerb = 'run.pause' | 'run.cancel' | 'run.step' | 'sweep.pause' | 'sweep.stop' | 'sweep.cancel'
export interface OwnerRequest {
  verb: RequestVerb
  target: string
  count: number | null
}

/** Who works on what: leases with a heartbeat, and a letter box through which one process asks another for something. */
export class OwnerStore {
  readonly #db: Database.Database
  readonly #around: Surroundings
  readonly #kind: string
  readonly id = randomUUID()

  constructor(db: Database.Database, kind: string, around: Surroundings = surroundings()) {
    this.#db = db
    this.#around = around
    this.#kind = kind
    here.add(this.id)
    this.beat()
  }

  /** Says that this process lives. If its lease was taken away meanwhile (a long sleep), takes a new one under the same name. */
  beat(): void {
    this.#db
      .prepare('INSERT INTO owners VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET heartbeat = excluded.heartbeat')
      .run(this.id, process.pid, this.#around.host, this.#kind, new Date(this.#around.now()).toISOString(), this.#around.now())
  }

  release(): void {
    here.delete(this.id)
    this.remove(this.id)
  }

  get(id: string): Owner | undefined {
    return this.#db.prepare<[string], Owner>('SELECT * FROM owners WHERE id = ?').get(id)
  }

  gone(): Owner[] {
    return this.#db
      .prepare<[], Owner>('SELECT * FROM owners')
      .all()
      .filter((owner) => owner.id !== this.id && isGone(owner, this.#around))
  }

  remove(id: string): void {
    this.#db.prepare('DELETE FROM owners WHERE id = ?').run(id)
  }

  /** Puts a request into another owner's letter box. */
  ask(owner: string, verb: RequestVerb, target: string, count: number | null = null): void {
    this.#db.prepare('INSERT INTO requests (owner, verb, target, count) VALUES (?, ?, ?, ?)').run(owner, verb, target, count)
  }

  /** Takes what is in this owner's letter box, oldest first. */
  take(): OwnerRequest[] {
    return this.#db
      .prepare<[string], OwnerRequest & { id: number }>('DELETE FROM requests WHERE owner = ? RETURNING id, verb, target, count')
      .all(this.id)
      .sort((a, b) => a.id - b.id)
  }
}
