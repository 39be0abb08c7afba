import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { at } from '../../scripts/paths.ts'

// The real scripts in a checkout whose tools are stand-ins: the "build" writes a command line that prints its arguments.
const BUILD_TOOL = `
  const { appendFileSync, mkdirSync, rmSync, writeFileSync } = require('fs')
  appendFileSync('builds', process.env.ANSATZ_BUILD + '\\n')
  console.log('noise')
  for (const part of process.env.ANSATZ_BUILD.split(',')) {
    rmSync('out/' + part, { recursive: true, force: true })
    mkdirSync('out/' + part, { recursive: true })
  }
  writeFileSync('out/main/cli.js', 'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 3')
  if (require('fs').readFileSync('core/a.ts', 'utf8') === 'broken') process.exit(1)
`
let folder: string

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function launch(script: string, args: readonly string[], env: Record<string, string> = {}) {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...rest } = process.env
  const done = spawnSync(process.execPath, ['scripts/launch.cjs', script, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...rest, ...env }
  })
  return { status: done.status, stdout: done.stdout, stderr: done.stderr }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ansatz-start-'))
  cpSync(at('scripts'), join(folder, 'scripts'), { recursive: true })
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(at('node_modules', 'vite'), join(folder, 'node_modules', 'vite'))
  write('package.json', '{ "type": "module" }')
  write('node_modules/electron-vite/package.json', '{}')
  write('node_modules/electron-vite/bin/electron-vite.js', BUILD_TOOL)
  write('core/a.ts', 'a')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('ansatz', () => {
  it('builds once, keeps standard output clean, hands on arguments and exit code', () => {
    const first = launch('ansatz', ['solve', 'x y', '--json'])
    expect(first).toMatchObject({ status: 3, stdout: '["solve","x y","--json"]\n' })
    expect(first.stderr).toMatch(/^noise\nbuilt main in [\d.]+ s\n$/)
    expect(launch('ansatz', ['run'])).toEqual({ status: 3, stdout: '["run"]\n', stderr: '' })
  })

  it('builds again after a change of a source, and not after one of a test', () => {
    launch('ansatz', ['run'])
    write('core/a.test.ts', 'a')
    expect(launch('ansatz', ['run']).stderr).toBe('')
    write('core/a.ts', 'b')
    expect(launch('ansatz', ['run']).stderr).toContain('built main')
  })

  it('builds the renderer for the verbs that show something', () => {
    expect(launch('ansatz', ['serve']).stderr).toContain('built main, preload, renderer')
  })

  it('says that the build failed, and tries again the next time', () => {
    write('core/a.ts', 'broken')
    const failed = { status: 1, stdout: '' }
    expect(launch('ansatz', ['run'])).toMatchObject(failed)
    const again = launch('ansatz', ['run'])
    expect(again).toMatchObject(failed)
    expect(again.stderr).toContain('ansatz: the build of main failed (see above)')
  })
})

describe('npm start', () => {
  const electron = (script: string) => {
    write('node_modules/electron/package.json', '{ "version": "45.4.1" }')
    write('node_modules/electron/dist/version', '45.4.1')
    write('node_modules/electron/path.txt', 'electron')
    write('node_modules/electron/dist/electron', `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, 'node_modules/electron/dist/electron'), 0o755)
  }
  const SCREEN = { DISPLAY: ':0' }

  it('serves to a browser where there is no screen, and says so in one line', () => {
    const { stdout } = launch('start', ['--lab', 'L'])
    expect(stdout).toBe(
      'No window: there is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set). Serving the same lab to a browser instead.\n["serve","--open","--lab","L"]\n'
    )
  })

  it('opens the window where there is a screen', () => {
    electron('echo window "$@"; exit 0')
    expect(launch('start', ['--no-sandbox', '--lab', 'L'], SCREEN)).toMatchObject({
      status: 0,
      stdout: `window ${folder} --no-sandbox --lab L\n`
    })
  })

  it('serves when Electron ends at once', () => {
    electron('exit 127')
    const { status, stdout } = launch('start', ['--no-sandbox'], SCREEN)
    expect({ status, stdout }).toEqual({
      status: 3,
      stdout: 'No window: Electron ended at once (exit code 127). Serving the same lab to a browser instead.\n["serve","--open"]\n'
    })
  })

  it('serves when the runtime cannot be fetched', () => {
    write('node_modules/electron/package.json', '{ "version": "45.4.1" }')
    write('node_modules/electron/install.js', "console.error('Error: getaddrinfo ENOTFOUND github.com'); process.exit(1)")
    const once = launch('start', ['--no-sandbox'], SCREEN)
    expect(once.stdout).toContain("No window: Electron's runtime could not be fetched: Error: getaddrinfo ENOTFOUND github.com. Serving")
    const twice = launch('start', ['--no-sandbox'], SCREEN)
    expect(twice.stdout).toContain('(remembered; delete node_modules/.cache/ansatz/electron.json to try again)')
    expect(twice.stderr).toBe('')
  })
})
