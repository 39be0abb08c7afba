import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

/** A folder like `out/renderer`, but with a page that only connects and can run the exercise of the contract. */
export async function buildTestPage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ansatz-page-'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      minify: false,
      lib: { entry: resolve(import.meta.dirname, 'page.ts'), formats: ['es'], fileName: () => 'page.js' }
    }
  })
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>Doors</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>'
  )
  return folder
}
