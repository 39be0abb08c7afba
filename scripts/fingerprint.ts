import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const IGNORED = /(^|\/)(node_modules|\.[^/]*)$|\.test\.ts$/

/** Every source file below the given files and folders, sorted; tests are not sources. Missing ones are left out. */
export function sourceFiles(root: string, entries: readonly string[]): string[] {
  return entries.flatMap((entry) => walk(root, entry)).sort()
}

function walk(root: string, path: string): string[] {
  if (IGNORED.test(path)) return []
  const stats = statSync(join(root, path), { throwIfNoEntry: false })
  if (stats === undefined) return []
  if (!stats.isDirectory()) return [path]
  return readdirSync(join(root, path)).flatMap((name) => walk(root, `${path}/${name}`))
}

/** Hash of names and contents. Times would call a fresh checkout of the same commit stale. */
export function fingerprint(root: string, entries: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of sourceFiles(root, entries))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  return hash.digest('hex')
}
