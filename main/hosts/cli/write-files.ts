import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LabError } from '../../../core/errors.ts'
import type { ExportedFile } from '../../api/types.ts'

/** Writes the files; one that is there already is replaced only with --force, and then none is half-written. */
export function writeFiles(files: readonly Pick<ExportedFile, 'name' | 'bytes'>[], folder: string, force: boolean): string[] {
  mkdirSync(folder, { recursive: true })
  const paths = files.map(({ name }) => join(folder, name))
  const there = paths.find((path) => existsSync(path))
  if (there !== undefined && !force)
    throw new LabError('file-exists', `${there} exists already.`, 'Name another place with --out, or replace it with --force.')
  files.forEach(({ bytes }, at) => writeFileSync(paths[at] ?? '', bytes))
  return paths
}
