import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { noWindow, obtainElectron } from './electron-runtime.ts'
import { BuildFailed, ensureBuilt } from './ensure-built.ts'
import { at } from './paths.ts'

// Missing libraries end Electron at once; a window that ran longer was closed by its user or has reported its own failure.
const STILLBORN_MS = 8_000

const args = process.argv.slice(2)

async function findRuntime() {
  const why = noWindow({ platform: process.platform, env: process.env, uid: process.geteuid?.(), args })
  if (why !== undefined) return { why }
  return obtainElectron(at('node_modules', 'electron'), at('node_modules', '.cache', 'ansatz', 'electron.json'))
}

/** Runs the window to its end. Resolves to the reason when it never really opened. */
function openWindow(executable: string): Promise<string | undefined> {
  const started = performance.now()
  return new Promise((resolve) => {
    const child = spawn(executable, [at(), ...args], { stdio: 'inherit' })
    child.on('error', (error) => resolve(`Electron cannot be started: ${error.message}`))
    child.on('exit', (code, signal) => {
      const failed = code !== 0 && performance.now() - started < STILLBORN_MS
      if (failed) resolve(`Electron ended at once (${code === null ? String(signal) : `exit code ${code}`})`)
      else process.exit(code ?? 1)
    })
  })
}

async function serve(why: string): Promise<void> {
  process.stdout.write(`No window: ${why}. Serving the same lab to a browser instead.\n`)
  const cli = at('out', 'main', 'cli.js')
  process.argv = [process.execPath, cli, 'serve', '--open', ...args.filter((arg) => arg !== '--web' && arg !== '--no-sandbox')]
  await import(pathToFileURL(cli).href)
}

try {
  await ensureBuilt()
  const runtime = await findRuntime()
  const why = 'why' in runtime ? runtime.why : await openWindow(runtime.executable)
  if (why !== undefined) await serve(why)
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error
  process.stderr.write(`ansatz: ${error.message}\n`)
  process.exitCode = 1
}
