import { pathToFileURL } from 'node:url'
import { BuildFailed, ensureBuilt, PARTS } from './ensure-built.ts'
import { at } from './paths.ts'

// The verbs that show or draw something need the renderer too; the others are spared its build.
const DRAWING = new Set(['serve', 'export'])

const [verb = ''] = process.argv.slice(2)
try {
  await ensureBuilt(DRAWING.has(verb) ? PARTS : ['main'])
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error
  process.stderr.write(`ansatz: ${error.message}\n`)
  process.exit(1)
}

// In this process, not in a child: signals, the terminal and the exit code are then the command's own.
const cli = at('out', 'main', 'cli.js')
process.argv = [process.execPath, cli, ...process.argv.slice(2)]
await import(pathToFileURL(cli).href)
