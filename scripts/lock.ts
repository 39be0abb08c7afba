import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const PATIENCE_MS = 5 * 60_000
const UNNAMED_MS = 5_000

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isAbandoned(folder: string): boolean {
  const stats = statSync(folder, { throwIfNoEntry: false })
  if (stats === undefined) return false
  const age = Date.now() - stats.mtimeMs
  try {
    return !isAlive(Number(readFileSync(join(folder, 'pid'), 'utf8'))) || age > PATIENCE_MS
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return age > UNNAMED_MS
  }
}

function take(folder: string): boolean {
  try {
    mkdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  writeFileSync(join(folder, 'pid'), String(process.pid))
  return true
}

/** Runs `work` while no other process holds the same lock folder; a holder that died, or takes over five minutes, loses it. */
export async function withLock<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  while (!take(folder)) {
    if (isAbandoned(folder)) rmSync(folder, { recursive: true, force: true })
    else await sleep(100)
  }
  try {
    return await work()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
