import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The version in the package.json of this program, above the file that runs. */
export function findVersion(from: string = import.meta.dirname): string {
  const file = join(from, 'package.json')
  if (existsSync(file)) {
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string }
    if (name === 'ansatz' && version !== undefined) return version
  }
  const above = dirname(from)
  return above === from ? 'unknown' : findVersion(above)
}
