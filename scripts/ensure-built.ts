import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fingerprint } from './fingerprint.ts'
import { withLock } from './lock.ts'
import { at, ROOT } from './paths.ts'

export type Part = 'main' | 'preload' | 'renderer'
export const PARTS: readonly Part[] = ['main', 'preload', 'renderer']

const TOOLS = ['electron.vite.config.ts', 'package.json', 'package-lock.json']
const SOURCES: Record<Part, readonly string[]> = {
  main: [...TOOLS, 'core', 'main'],
  preload: [...TOOLS, 'core', 'main/api', 'main/hosts/electron', 'main/preload.ts'],
  renderer: [...TOOLS, 'svelte.config.js', 'core', 'main/api', 'renderer']
}

// The build empties the part's folder first, so a build that was interrupted leaves no stamp.
const stampOf = (part: Part) => at('out', part, '.stamp')

function isFresh(part: Part): boolean {
  return existsSync(stampOf(part)) && readFileSync(stampOf(part), 'utf8') === fingerprint(ROOT, SOURCES[part])
}

/** Thrown when the build itself failed; its messages have gone to standard error. */
export class BuildFailed extends Error {}

/** Builds those of `parts` whose sources changed since they were built. All output goes to standard error. */
export async function ensureBuilt(parts: readonly Part[] = PARTS): Promise<void> {
  if (parts.every(isFresh)) return
  mkdirSync(at('out'), { recursive: true })
  await withLock(at('out', '.lock'), () => {
    const stale = parts.filter((part) => !isFresh(part))
    if (stale.length > 0) build(stale)
  })
}

/** Builds the given parts, fresh or not. */
export function build(parts: readonly Part[]): void {
  // Taken before the build: a file saved while it runs must count as a change.
  const before = parts.map((part) => [part, fingerprint(ROOT, SOURCES[part])] as const)
  const started = performance.now()
  const tool = at('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const done = spawnSync(process.execPath, [tool, 'build', '--logLevel', 'error'], {
    cwd: ROOT,
    env: { ...process.env, ANSATZ_BUILD: parts.join(',') },
    stdio: ['ignore', 2, 2]
  })
  if (done.status !== 0) throw new BuildFailed(`the build of ${parts.join(', ')} failed (see above)`)
  for (const [part, print] of before) writeFileSync(stampOf(part), print)
  process.stderr.write(`built ${parts.join(', ')} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
}
