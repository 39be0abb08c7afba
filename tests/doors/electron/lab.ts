import { LabError } from '../../../core/errors.ts'
import type { LabOptions } from '../../../main/lab/lab.ts'
import { fakeLab } from '../fake-lab.ts'

/* Takes the place of main/lab/lab.ts in the tests of the Electron door. */

export const lab = fakeLab()
export const opened: LabOptions[] = []
export let closings = 0

export async function createLab(options: LabOptions) {
  opened.push(options)
  if (process.env.STUB_LAB === 'newer') throw new LabError('database-newer', 'the database is of a newer version', 'Update Ansatz.')
  await lab.handlers['lab.remember']({ key: 'theme', value: process.env.STUB_THEME ?? null })
  const close = () => {
    closings++
    return process.env.STUB_LAB === 'hangs' ? new Promise<void>(() => {}) : Promise.resolve()
  }
  return { ...lab, close }
}
