import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPackage } from '@electron/asar'

// Electron marks its fuses in the program by this text, then a version byte, their number and one character each.
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSES = '\x01\x09' + '110010011'

/**
 * Lays down what electron-builder takes for an unpacked Electron for Linux: enough for a `dir` build without any download, so
 * that the archive's content, what is unpacked from it and the fuses can be checked. It cannot be started.
 */
export async function fakeElectron(folder: string, version: string): Promise<void> {
  const application = join(folder, 'application')
  mkdirSync(join(folder, 'dist', 'resources'), { recursive: true })
  mkdirSync(application)
  writeFileSync(join(application, 'index.js'), '')
  await createPackage(application, join(folder, 'dist', 'resources', 'default_app.asar'))
  mkdirSync(join(folder, 'dist', 'locales'))
  const files = {
    electron: `\x7fELF${FUSE_SENTINEL}${FUSES}`,
    version,
    LICENSE: '',
    'LICENSES.chromium.html': '',
    'locales/en-US.pak': '',
    'locales/de.pak': ''
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'dist', name), text, 'latin1')
}
