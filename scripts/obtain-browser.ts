import { existsSync } from 'node:fs'
import { findBrowser } from '../main/browser.ts'
import { complaint } from './electron-runtime.ts'
import { at } from './paths.ts'
import { run } from './run.ts'

const DOWNLOAD_LIMIT_MS = 180_000
const TRIAL_LIMIT_MS = 30_000
const PACKAGE_LIMIT_MS = 300_000

export const CURE = 'install Chromium, Chrome or Edge (Debian: "apt-get install chromium"), or set ANSATZ_CHROMIUM to its program'

/** Thrown when there is no browser and none can be installed; its message names the cure. */
export class NoBrowser extends Error {}

/** Where Playwright keeps the Chromium it downloaded, if it did. */
async function playwrightsOwn(): Promise<string | undefined> {
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}

function isDebianRoot(): boolean {
  return process.platform === 'linux' && process.geteuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

async function installDebian(): Promise<string> {
  const apt = (args: readonly string[]) =>
    run('apt-get', args, { limitMs: PACKAGE_LIMIT_MS, show: true, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  await apt(['update', '-q'])
  const installed = await apt(['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'])
  return complaint(installed.output)
}

/** Path of a Chromium-family browser, installed now if there is none. Throws `NoBrowser` when none can be had. */
export async function obtainBrowser(): Promise<string> {
  const named = process.env.ANSATZ_CHROMIUM
  const found = findBrowser() ?? (named ? undefined : await playwrightsOwn())
  if (found !== undefined) return found
  if (named) throw new NoBrowser(`ANSATZ_CHROMIUM names ${named}, which does not exist; correct or unset it`)

  process.stderr.write('no Chromium, Chrome or Edge found: downloading one …\n')
  const tool = at('node_modules', 'playwright-core', 'cli.js')
  const downloaded = await run(process.execPath, [tool, 'install', 'chromium'], { limitMs: DOWNLOAD_LIMIT_MS, show: true })
  const own = await playwrightsOwn()
  // A bare system lacks libraries that the download does not bring.
  const tried = own === undefined ? downloaded : await run(own, ['--version'], { limitMs: TRIAL_LIMIT_MS })
  if (own !== undefined && tried.code === 0) return own

  let why = downloaded.timedOut ? `the download took more than ${DOWNLOAD_LIMIT_MS / 1000} s` : complaint(tried.output)
  if (isDebianRoot()) {
    process.stderr.write(`no usable download (${why}): installing Debian's package …\n`)
    why = await installDebian()
    const packaged = findBrowser()
    if (packaged !== undefined) return packaged
  }
  throw new NoBrowser(`no browser for the tests (${why}); ${CURE}`)
}
