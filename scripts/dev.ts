import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { noWindow, obtainElectron } from './electron-runtime.ts'
import { at } from './paths.ts'

// `npm run dev`: the window with hot replacement. `npm run dev:web`: the same without Electron; electron-vite starts whatever
// ELECTRON_EXEC_PATH names, here Node with the command line's `serve`, and starts it anew on each change of main.
const args = process.argv.slice(2)
const rest = args.filter((arg) => arg !== '--web')
const tool = at('node_modules', 'electron-vite', 'bin', 'electron-vite.js')

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** Runs electron-vite to its end; `rewrite` edits what it and the program it starts print. */
function follow(env: NodeJS.ProcessEnv, toolArgs: readonly string[], rewrite = (text: string) => text): void {
  const child = spawn(process.execPath, [tool, 'dev', '--watch', ...toolArgs], { cwd: at(), env, stdio: ['inherit', 'pipe', 'inherit'] })
  child.stdout.on('data', (chunk: Buffer) => process.stdout.write(rewrite(chunk.toString())))
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code) => process.exit(code ?? 130))
}

async function web(): Promise<void> {
  const [page, host] = [await freePort(), await freePort()]
  const env = { ...process.env, ELECTRON_EXEC_PATH: process.execPath, ANSATZ_PAGE_PORT: String(page), ANSATZ_HOST_PORT: String(host) }
  // The host's link names its own port; the page with hot replacement is at Vite's, which hands the ticket on.
  const rewrite = (text: string) => text.replaceAll(`127.0.0.1:${host}`, `127.0.0.1:${page}`)
  follow(env, ['--entry', 'out/main/cli.js', '--', 'serve', '--port', String(host), ...rest], rewrite)
}

async function desktop(): Promise<void> {
  const why = noWindow({ platform: process.platform, env: process.env, uid: process.geteuid?.(), args })
  const memory = at('node_modules', '.cache', 'ansatz', 'electron.json')
  const runtime = why === undefined ? await obtainElectron(at('node_modules', 'electron'), memory) : { why }
  if ('why' in runtime) {
    process.stderr.write(`ansatz: no window: ${runtime.why}; use "npm run dev:web"\n`)
    process.exitCode = 2
    return
  }
  follow({ ...process.env, ELECTRON_EXEC_PATH: runtime.executable }, rest.length > 0 ? ['--', ...rest] : [])
}

// What the watcher leaves there is not what `ansatz` would build: without a stamp it is built again.
rmSync(at('out'), { recursive: true, force: true })
await (args.includes('--web') ? web() : desktop())
