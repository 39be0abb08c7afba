import { open, rename, unlink } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { LabError } from '../../../core/errors.ts'
import type { ExportedFile } from '../../api/types.ts'

// What no system takes as a file's name, and what means something else there (a path, a device of Windows).
const UNFIT = /[/\\:*?"<>|\p{Cc}]|^\.{1,2}$|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu

/** A name that no file of the folder has: `a.csv`, `a (2).csv`, … The file is made, so that nobody else takes the name. */
async function claim(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = parse(name)
  for (let count = 1; ; count++) {
    const path = join(folder, count === 1 ? name : `${stem} (${count})${ext}`)
    try {
      await (await open(path, 'wx')).close()
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`
  const file = await open(part, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(part, path)
}

/**
 * Writes files into a folder, each whole or not at all; nothing that is there is overwritten.
 * @returns the paths written
 * @throws LabError `bad-file-name` (before anything is written) or `cannot-save`
 */
export async function saveInto(folder: string, files: readonly ExportedFile[]): Promise<string[]> {
  const unfit = files.find(({ name }) => name === '' || UNFIT.test(name))
  if (unfit !== undefined) {
    throw new LabError(
      'bad-file-name',
      `"${unfit.name}" cannot be the name of a file`,
      'Rename the run or the sweep, without / \\ : * ? " < > |.'
    )
  }
  const written: string[] = []
  for (const { name, bytes } of files) {
    let path: string | null = null
    try {
      path = await claim(folder, name)
      await writeWhole(path, bytes)
      written.push(path)
    } catch (error) {
      if (path !== null) await unlink(path)
      throw new LabError('cannot-save', `${name} could not be written: ${(error as Error).message}`, 'Choose another folder, or make room.')
    }
  }
  return written
}
