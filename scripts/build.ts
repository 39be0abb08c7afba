import { build, BuildFailed, PARTS } from './ensure-built.ts'

try {
  build(PARTS)
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error
  process.stderr.write(`ansatz: ${error.message}\n`)
  process.exitCode = 1
}
