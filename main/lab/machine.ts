import { availableParallelism, cpus, totalmem, release } from 'node:os'
import type Database from 'better-sqlite3'

/** The machine, as runs remember it. Nothing that names its user or its place in a network. */
export function describeMachine(): Record<string, string | number> {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory_gb: Math.round((totalmem() / 2 ** 30) * 10) / 10,
    platform: process.platform,
    release: release(),
    arch: process.arch
  }
}

/** The versions of what computes and stores: two runs with the same ones give the same bits on the same machine. */
export function describeVersions(version: string, db: Database.Database): Record<string, string> {
  const { node, v8, electron } = process.versions
  const sqlite = String(db.prepare('SELECT sqlite_version()').pluck().get())
  return { ansatz: version, node, v8, sqlite, ...(electron === undefined ? {} : { electron }) }
}
