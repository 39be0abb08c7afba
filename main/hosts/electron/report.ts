import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Circumstances {
  version: string
  versions: Readonly<Record<string, string | undefined>>
  platform: string
  now: Date
}

/** The text of a crash report: what failed and on what, and nothing of the user's work. */
export function reportText(what: string, thrown: unknown, { version, versions, platform, now }: Circumstances): string {
  const { electron, chrome, node } = versions
  const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  return `Ansatz ${version}, ${platform}, Electron ${electron}, Chromium ${chrome}, Node ${node}\n${now.toISOString()}\n\n${what}\n${detail}\n`
}

/** Writes a crash report into the lab's folder and returns its path. */
export function writeReport(labFolder: string, what: string, thrown: unknown, circumstances: Circumstances): string {
  const folder = join(labFolder, 'reports')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${circumstances.now.toISOString().replaceAll(':', '-')}.txt`)
  writeFileSync(path, reportText(what, thrown, circumstances))
  return path
}
