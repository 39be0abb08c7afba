import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LabError } from '../../../core/errors.ts'

/** The folder of the built page, in `out` above the file that runs. */
export function rendererFolder(from: string = import.meta.dirname): string {
  const folder = join(from, 'out', 'renderer')
  if (existsSync(join(folder, 'index.html'))) return folder
  const above = dirname(from)
  if (above === from) throw new LabError('page-missing', 'The page of the lab is not built.', 'Run npm run build.')
  return rendererFolder(above)
}
