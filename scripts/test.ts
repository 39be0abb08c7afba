import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BuildFailed, ensureBuilt } from './ensure-built.ts'
import { NoBrowser, obtainBrowser } from './obtain-browser.ts'
import { at } from './paths.ts'
import { playwrightTally, settle, sum, summary, vitestTally } from './tally.ts'
import type { Tally } from './tally.ts'

const VITEST = at('node_modules', 'vitest', 'vitest.mjs')
const PLAYWRIGHT = at('node_modules', '@playwright', 'test', 'cli.js')

interface Part {
  title: string
  command: (report: string) => readonly string[]
  read: (report: never) => Tally
}

const vitest = (title: string, project: string): Part => ({
  title,
  command: (report) => [VITEST, 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  read: vitestTally
})

// The quick ones first; each part runs even when one before it failed, so that one run tells everything.
const PARTS: readonly Part[] = [
  vitest('unit and integration', 'node'),
  vitest('components, in a browser', 'browser'),
  { title: 'end to end, in a browser', command: () => [PLAYWRIGHT, 'test', '--reporter=list,json'], read: playwrightTally }
]

function runPart({ title, command, read }: Part, index: number, folder: string, browser: string): Tally {
  process.stdout.write(`\n── ${title} ──\n`)
  const report = join(folder, `${index}.json`)
  const env = { ...process.env, ANSATZ_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const { status } = spawnSync(process.execPath, command(report), { cwd: at(), env, stdio: 'inherit' })
  const tally = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8')) as never) : { passed: 0, failed: 0, skipped: 0 }
  return settle(tally, status)
}

async function runAll(): Promise<Tally> {
  const browser = await obtainBrowser()
  await ensureBuilt()
  const folder = mkdtempSync(join(tmpdir(), 'ansatz-test-'))
  try {
    return sum(PARTS.map((part, index) => runPart(part, index, folder, browser)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** No browser, or a build that failed: nothing could be tested, which is a failure too and says its cure. */
function nothingRan(error: unknown): Tally {
  const known = error instanceof BuildFailed || error instanceof NoBrowser
  process.stderr.write(known ? `ansatz: ${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`)
  return { passed: 0, failed: 1, skipped: 0 }
}

const tally = await runAll().catch(nothingRan)
process.exitCode = tally.failed > 0 ? 1 : 0
process.stdout.write(`\n${summary(tally)}`)
