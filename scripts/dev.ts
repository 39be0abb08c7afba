import { spawn } from 'node:child_process'
import { noWindow, obtainElectron } from './electron-runtime.ts'
import { at } from './paths.ts'

// `npm run dev`: the window with hot replacement. `npm run dev:web`: the same without Electron; electron-vite starts whatever
// ELECTRON_EXEC_PATH names, here Node with the command line's `serve`, and starts it anew on each change of main.
const args = process.argv.slice(2)
const web = args.includes('--web')
const rest = args.filter((arg) => arg !== '--web')
const tool = at('node_modules', 'electron-vite', 'bin', 'electron-vite.js')

function follow(env: NodeJS.ProcessEnv, toolArgs: readonly string[]): void {
  const child = spawn(process.execPath, [tool, 'dev', '--watch', ...toolArgs], { cwd: at(), env, stdio: 'inherit' })
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code) => process.exit(code ?? 130))
}

if (web) {
  follow({ ...process.env, ELECTRON_EXEC_PATH: process.execPath }, ['--entry', 'out/main/cli.js', '--', 'serve', ...rest])
} else {
  const why = noWindow({ platform: process.platform, env: process.env, uid: process.geteuid?.(), args })
  const runtime =
    why === undefined
      ? await obtainElectron(at('node_modules', 'electron'), at('node_modules', '.cache', 'ansatz', 'electron.json'))
      : { why }
  if ('why' in runtime) {
    process.stderr.write(`ansatz: no window: ${runtime.why}; use "npm run dev:web"\n`)
    process.exitCode = 2
  } else {
    follow({ ...process.env, ELECTRON_EXEC_PATH: runtime.executable }, rest.length > 0 ? ['--', ...rest] : [])
  }
}
