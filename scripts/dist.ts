import { spawnSync } from 'node:child_process'
import { BuildFailed, ensureBuilt } from './ensure-built.ts'
import { at } from './paths.ts'

// Installers for this platform into dist/ (or for others: npm run dist -- --win). Needs Electron's downloads; uploads nothing.
try {
  await ensureBuilt()
  const tool = at('node_modules', 'electron-builder', 'cli.js')
  const args = ['--config', 'build/electron-builder.yml', '--publish', 'never', ...process.argv.slice(2)]
  process.exitCode = spawnSync(process.execPath, [tool, ...args], { cwd: at(), stdio: 'inherit' }).status ?? 1
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error
  process.stderr.write(`ansatz: ${error.message}\n`)
  process.exitCode = 1
}
