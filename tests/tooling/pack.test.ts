import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractAll, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/ensure-built.ts'
import { fakeElectron } from '../../scripts/fake-electron.ts'
import { at } from '../../scripts/paths.ts'
import { run } from '../../scripts/run.ts'

// A `dir` build with the real configuration around a fake Electron: no download, no start. `npm run pack:check` runs this file.
let folder: string
let application: string

beforeAll(async () => {
  await ensureBuilt()
  folder = mkdtempSync(join(tmpdir(), 'ansatz-pack-'))
  application = join(folder, 'out', 'linux-unpacked')
  mkdirSync(join(folder, 'electron'))
  const { version } = JSON.parse(readFileSync(at('node_modules', 'electron', 'package.json'), 'utf8')) as { version: string }
  await fakeElectron(join(folder, 'electron'), version)
  const overrides = [`-c.electronDist=${join(folder, 'electron', 'dist')}`, `-c.directories.output=${join(folder, 'out')}`]
  const tool = at('node_modules', 'electron-builder', 'out', 'cli', 'cli.js')
  const config = join('build', 'electron-builder.yml')
  const args = ['--projectDir', at(), '--config', config, '--linux', 'dir', '--x64', '--publish', 'never', ...overrides]
  const packed = await run(process.execPath, [tool, ...args], { limitMs: 150_000 })
  if (packed.code !== 0) throw new Error(packed.output)
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const archived = () => listPackage(join(application, 'resources', 'app.asar'), { isPack: false })

it('packs the three built parts', () => {
  const files = archived()
  for (const file of ['/out/main/index.js', '/out/preload/index.cjs', '/out/renderer/index.html', '/package.json'])
    expect(files).toContain(file)
})

it('packs no source, map, stamp or development package', () => {
  const files = archived()
  expect(files.filter((file) => /\.(map|ts|svelte)$|\.stamp$|^\/(core|main|renderer|tests|scripts)\//.test(file))).toEqual([])
  const packages = new Set(files.flatMap((file) => /^\/node_modules\/([^/]+)/.exec(file)?.[1] ?? []))
  expect([...packages]).toEqual(['better-sqlite3'])
})

it('unpacks the one native library of this platform', () => {
  const unpacked = readdirSync(join(application, 'resources', 'app.asar.unpacked'), { recursive: true, encoding: 'utf8' })
  expect(unpacked.filter((file) => file.endsWith('.node'))).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node'])
})

it('lacks nothing: the packed code lists the library under plain Node', async () => {
  const extracted = join(folder, 'extracted')
  extractAll(join(application, 'resources', 'app.asar'), extracted)
  const cli = join(extracted, 'out', 'main', 'cli.js')
  const { code, output } = await run(process.execPath, [cli, 'problems', '--lab', join(folder, 'lab')], { limitMs: 60_000 })
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('lecture-decay') as string })
})

it('stays small', () => {
  const bytes = readFileSync(join(application, 'resources', 'app.asar')).length
  expect(bytes).toBeLessThan(20_000_000)
})

it('sets the fuses', async () => {
  const wire = await getCurrentFuseWire(join(application, 'ansatz'))
  const on = Object.entries(wire)
    .filter(([, state]) => state === FuseState.ENABLE)
    .map(([fuse]) => FuseV1Options[Number(fuse)])
  expect(on).toEqual(['EnableCookieEncryption', 'EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar', 'WasmTrapHandlers'])
})
