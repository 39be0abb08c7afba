import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { run } from './run.ts'

/** What decides whether a window can be opened here at all. */
export interface Desk {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  /** Effective user id; undefined where there is no such thing (Windows). */
  uid: number | undefined
  args: readonly string[]
}

export type Runtime = { executable: string } | { why: string }

export const FETCH_LIMIT_MS = 60_000
const REMEMBER_MS = 7 * 24 * 3_600_000

/** Why no window can be opened at this desk, whatever is installed; undefined when nothing speaks against it. */
export function noWindow({ platform, env, uid, args }: Desk): string | undefined {
  if (args.includes('--web')) return '--web was asked for'
  if (platform !== 'linux') return undefined
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set)'
  if (uid === 0 && !args.includes('--no-sandbox')) return 'Electron does not run as root without --no-sandbox'
  return undefined
}

/** Electron's program inside its package, or undefined when the runtime was not fetched or is of another version. */
export function installedElectron(packageFolder: string): string | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
    const fetched = readFileSync(join(packageFolder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '')
    const program = join(packageFolder, 'dist', readFileSync(join(packageFolder, 'path.txt'), 'utf8').trim())
    return fetched === version && existsSync(program) ? program : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

interface Refusal {
  at: number
  why: string
}

function readRefusal(memory: string): Refusal | undefined {
  if (!existsSync(memory)) return undefined
  try {
    const { at, why } = JSON.parse(readFileSync(memory, 'utf8')) as Partial<Refusal>
    return typeof at === 'number' && typeof why === 'string' ? { at, why } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The line of an installer's output that tells most: one with a network error's code, else one that says error, else the first. */
export function complaint(output: string): string {
  const lines = output.split('\n').map((line) => line.trim().replace(/^\[cause\]: /, ''))
  const worded = lines.filter((line) => line !== '' && !line.startsWith('at '))
  const telling = worded.find((line) => /\bE[A-Z_]{4,}\b|HTTP|denied/.test(line)) ?? worded.find((line) => /error/i.test(line)) ?? worded[0]
  return (telling ?? 'no reason given').replace(/ \{$/, '').slice(0, 160)
}

/**
 * Electron's program, fetched first when it is missing. A fetch that failed or took longer than `limitMs` is remembered in the
 * file `memory` for a week, so that the next start does not wait for the same firewall again.
 */
export async function obtainElectron(packageFolder: string, memory: string, limitMs = FETCH_LIMIT_MS, now = Date.now()): Promise<Runtime> {
  const present = installedElectron(packageFolder)
  if (present !== undefined) return { executable: present }
  const refusal = readRefusal(memory)
  if (refusal !== undefined && now - refusal.at < REMEMBER_MS) {
    return { why: `${refusal.why} (remembered; delete ${relative(process.cwd(), memory)} to try again)` }
  }
  process.stderr.write(`fetching Electron's runtime (once; at most ${limitMs / 1000} s) …\n`)
  const fetched = await run(process.execPath, [join(packageFolder, 'install.js')], { limitMs })
  const executable = installedElectron(packageFolder)
  if (executable !== undefined) return { executable }
  const why = fetched.timedOut
    ? `Electron's runtime could not be fetched within ${limitMs / 1000} s`
    : `Electron's runtime could not be fetched: ${complaint(fetched.output)}`
  mkdirSync(dirname(memory), { recursive: true })
  writeFileSync(memory, JSON.stringify({ at: now, why }))
  return { why }
}
