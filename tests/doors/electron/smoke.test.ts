import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron } from 'playwright-core'
import { expect, test } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../../../main/hosts/http/headers.ts'
import { installedElectron, noWindow } from '../../../scripts/electron-runtime.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

/** What this machine lacks for a real window; undefined when it lacks nothing. */
function lacking(): string | undefined {
  const args = process.geteuid?.() === 0 ? ['--no-sandbox'] : []
  if (installedElectron(join(ROOT, 'node_modules', 'electron')) === undefined)
    return 'Electron’s runtime is not installed (npx install-electron)'
  if (!existsSync(join(ROOT, 'out', 'main', 'index.js'))) return 'the lab is not built (npm run build)'
  return noWindow({ platform: process.platform, env: process.env, uid: process.geteuid?.(), args })
}

test('the real window: opens, is closed off, serves its page, trains, and keeps what it trained', async () => {
  const why = lacking()
  if (why !== undefined) {
    console.warn(`ELECTRON SMOKE TEST NOT RUN: ${why}`)
    return
  }
  const lab = await mkdtemp(join(tmpdir(), 'ansatz-smoke-'))
  const launch = () =>
    _electron.launch({
      executablePath: installedElectron(join(ROOT, 'node_modules', 'electron')) ?? '',
      args: [ROOT, `--lab=${lab}`, ...(process.geteuid?.() === 0 ? ['--no-sandbox'] : [])],
      cwd: ROOT
    })
  try {
    const first = await launch()
    const page = await first.firstWindow()
    await page.waitForFunction(() => window.ansatz !== undefined)
    expect(page.url()).toMatch(/^ansatz:\/\/app\//)
    expect(await page.evaluate(() => [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process')])).toEqual([
      'undefined',
      'undefined'
    ])
    expect(await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'))).toBe(CONTENT_SECURITY_POLICY)
    expect(await page.evaluate(() => [crossOriginIsolated, isSecureContext])).toEqual([true, true])
    const run = await page.evaluate(async () => {
      const ask = async (method: string, input: unknown) => {
        const reply = await window.ansatz?.invoke(method, input)
        if (reply === undefined || 'error' in reply) throw new Error(JSON.stringify(reply))
        return reply.ok
      }
      const experiment = { problem: { id: 'lecture-decay' }, settings: { training: { iterations: 50 } } }
      const started = (await ask('run.start', { experiment })) as { run: string }
      for (;;) {
        const { status } = (await ask('run.get', started)) as { status: string }
        if (status === 'FINISHED') return started.run
        await new Promise((done) => setTimeout(done, 100))
      }
    })
    await first.close()

    const second = await launch()
    const again = await second.firstWindow()
    await again.waitForFunction(() => window.ansatz !== undefined)
    const curve = await again.evaluate((id) => window.ansatz?.invoke('run.curve', { run: id }), run)
    expect(curve).toHaveProperty('ok.run', run)
    await second.close()
  } finally {
    await rm(lab, { recursive: true, force: true })
  }
}, 180_000)
