import { existsSync } from 'node:fs'
import { findBrowser } from '../main/browser.ts'
import { complaint } from './electron-runtime.ts'
import { at } from './paths.ts'
import { run } from './run.ts'
import type { Finished } from './run.ts'

const DOWNLOAD_LIMIT_MS = 180_000
const TRIAL_LIMIT_MS = 30_000
const PACKAGE_LIMIT_MS = 300_000

const CURE = 'install Chromium, Chrome or Edge (Debian: "apt-get install chromium"), or set ANSATZ_CHROMIUM to its program'

/** Thrown when there is no browser and none can be installed; its message names the cure. */
export class NoBrowser extends Error {}

/** The ways to a browser, apart so that a test can close some of them. */
export interface Ways {
  named: string | undefined
  find: () => string | undefined
  /** Where Playwright keeps the Chromium it downloaded, if it did. */
  downloaded: () => Promise<string | undefined>
  download: () => Promise<Finished>
  /** Starts the program as far as its version: a bare system lacks libraries that a download does not bring. */
  tryOut: (program: string) => Promise<Finished>
  /** Only for root on Debian and its kin. */
  installPackage: (() => Promise<Finished>) | undefined
}

async function installDebian(): Promise<Finished> {
  const apt = (args: readonly string[]) =>
    run('apt-get', args, { limitMs: PACKAGE_LIMIT_MS, show: true, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  await apt(['update', '-q'])
  return apt(['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'])
}

const isDebianRoot = () => process.platform === 'linux' && process.geteuid?.() === 0 && existsSync('/usr/bin/apt-get')

function waysHere(): Ways {
  return {
    named: process.env.ANSATZ_CHROMIUM,
    find: findBrowser,
    async downloaded() {
      const { chromium } = await import('playwright-core')
      const path = chromium.executablePath()
      return existsSync(path) ? path : undefined
    },
    download() {
      const tool = at('node_modules', 'playwright-core', 'cli.js')
      return run(process.execPath, [tool, 'install', 'chromium'], { limitMs: DOWNLOAD_LIMIT_MS, show: true })
    },
    tryOut: (program) => run(program, ['--version'], { limitMs: TRIAL_LIMIT_MS }),
    installPackage: isDebianRoot() ? installDebian : undefined
  }
}

async function usableDownload({ downloaded, tryOut }: Ways): Promise<string | undefined> {
  const program = await downloaded()
  return program !== undefined && (await tryOut(program)).code === 0 ? program : undefined
}

const reason = ({ timedOut, output }: Finished) => (timedOut ? 'it took too long' : complaint(output))

/** Path of a Chromium-family browser, installed now if there is none. Throws `NoBrowser` when none can be had. */
export async function obtainBrowser(ways: Ways = waysHere()): Promise<string> {
  const found = ways.find()
  if (found !== undefined) return found
  if (ways.named) throw new NoBrowser(`ANSATZ_CHROMIUM names ${ways.named}, which does not exist; correct or unset it`)
  const earlier = await usableDownload(ways)
  if (earlier !== undefined) return earlier

  process.stderr.write('no Chromium, Chrome or Edge found: downloading one …\n')
  const download = await ways.download()
  const usable = await usableDownload(ways)
  if (usable !== undefined) return usable

  const why = download.code === 0 ? 'the downloaded one does not start here' : reason(download)
  if (ways.installPackage === undefined) throw new NoBrowser(`no browser for the tests (${why}); ${CURE}`)
  process.stderr.write(`no usable download (${why}): installing the system's package …\n`)
  const installed = await ways.installPackage()
  const packaged = ways.find()
  if (packaged !== undefined) return packaged
  throw new NoBrowser(`no browser for the tests (${why}; then ${reason(installed)}); ${CURE}`)
}
