import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ESLint } from 'eslint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at } from '../../scripts/paths.ts'

// A checkout of its own, so that planted sources never lie in the real one: the real configuration and packages, nothing else.
let folder: string
let eslint: ESLint

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ansatz-lint-'))
  symlinkSync(at('node_modules'), join(folder, 'node_modules'))
  for (const path of ['eslint.config.js', 'svelte.config.js', 'tsconfig.json', 'package.json', 'scripts/lint']) {
    cpSync(at(path), join(folder, path), { recursive: true })
  }
  eslint = new ESLint({ cwd: folder })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let planted = 0

/** Rules that a source breaks at a path. A source that was not really linted (a parse error) proves nothing and throws. */
async function rulesHit(path: string, source: string): Promise<(string | null)[]> {
  // typescript-eslint keeps what it knows of a file, so each source gets a name of its own.
  const filePath = join(
    folder,
    path.replace(/planted/i, (name) => `${name}${++planted}`)
  )
  mkdirSync(dirname(filePath), { recursive: true })
  writeFileSync(filePath, source)
  const [result] = await eslint.lintText(source, { filePath })
  const fatal = result?.messages.find((message) => message.fatal)
  if (result === undefined || fatal !== undefined) throw new Error(fatal?.message ?? `${path} is ignored`)
  return result.messages.map(({ ruleId }) => ruleId)
}

describe('the import rule, through ESLint', () => {
  it.each([
    ['core may not import main', 'core/planted.ts', "import { createLab } from '../main/lab/lab.ts'\nexport const a = createLab\n"],
    ['nor by a dynamic import', 'core/planted.ts', "export const a = import('../main/lab/lab.ts')\n"],
    ['nor by re-exporting', 'core/planted.ts', "export * from '../renderer/state.ts'\n"],
    ['nor by a longer way', 'core/engine/wasm/planted.ts', "import type { A } from '../../../main/api/a.ts'\nexport type B = A\n"],
    ['core may not import Node', 'core/planted.ts', "import { readFileSync } from 'node:fs'\nexport const a = readFileSync\n"],
    ['nor Electron', 'core/planted.ts', "import { app } from 'electron'\nexport const a = app\n"],
    ['nor a package that is not on its list', 'core/planted.ts', "import { render } from 'katex'\nexport const a = render\n"],
    ['main may not import the renderer', 'main/lab/planted.ts', "import a from '../../renderer/a.ts'\nexport const b = a\n"],
    ['the lab may not import a host', 'main/lab/planted.ts', "import { a } from '../hosts/http/host.ts'\nexport const b = a\n"],
    ['only the Electron host knows Electron', 'main/hosts/http/planted.ts', "import { app } from 'electron'\nexport const a = app\n"],
    ['not even its types', 'main/lab/planted.ts', "import type { App } from 'electron'\nexport type A = App\n"],
    ['the renderer may not import the lab', 'renderer/planted.ts', "import { a } from '../main/lab/a.ts'\nexport const b = a\n"],
    ['nor code of core', 'renderer/planted.ts', "import { a } from '../core/errors.ts'\nexport const b = a\n"],
    ['nor Node', 'renderer/planted.ts', "import { join } from 'node:path'\nexport const a = join\n"],
    ['the contract knows no host', 'main/api/planted.ts', "import { a } from '../lab/a.ts'\nexport const b = a\n"],
    ['tests do not import the renderer', 'tests/planted.test.ts', "import { a } from '../renderer/a.ts'\nexport const b = a\n"]
  ])('%s', async (_, file, source) => {
    expect(await rulesHit(file, source)).toContain('house/layers')
  })

  it.each([
    ['core imports core', 'core/network/planted.ts', "import { a } from '../expression/a.ts'\nexport const b = a\n"],
    [
      'core imports a folder of its own that is named like another',
      'core/main/planted.ts',
      "import { a } from '../main/a.ts'\nexport const b = a\n"
    ],
    ['core imports its three packages', 'core/planted.ts', "import { parse } from 'yaml'\nexport const a = parse\n"],
    ['core imports its own text files', 'core/problem/planted.ts', "import text from './library/a.yaml?raw'\nexport const a = text\n"],
    ["core's tests read fixtures", 'core/planted.test.ts', "import { readFileSync } from 'node:fs'\nexport const a = readFileSync\n"],
    ['the lab imports core and Node', 'main/lab/planted.ts', "import { a } from '../../core/a.ts'\nimport 'node:fs'\nexport const b = a\n"],
    ['the Electron host imports Electron', 'main/hosts/electron/planted.ts', "import { app } from 'electron'\nexport const a = app\n"],
    ['the renderer imports the contract', 'renderer/planted.ts', "import { a } from '../main/api/contract.ts'\nexport const b = a\n"],
    ['and types of core', 'renderer/planted.ts', "import type { A } from '../core/a.ts'\nexport type B = A\n"]
  ])('lets through: %s', async (_, file, source) => {
    expect(await rulesHit(file, source)).not.toContain('house/layers')
  })

  it('keeps main/index.ts to one static import', async () => {
    const one = "import './hosts/electron/boot.ts'\n"
    expect(await rulesHit('main/index.ts', one)).not.toContain('house/one-import')
    expect(await rulesHit('main/index.ts', `${one}await Promise.resolve()\n`)).toContain('house/one-import')
  })
})

describe('the other house rules, through ESLint', () => {
  it.each([
    ['a global of Node in core', 'core/planted.ts', 'export const a = process.argv\n', 'no-restricted-globals'],
    ['a global of the browser in core', 'core/planted.ts', 'export const a = document.title\n', 'no-restricted-globals'],
    ['a clock in core', 'core/planted.ts', 'export const a = performance.now()\n', 'no-restricted-globals'],
    [
      'raw IPC outside its file',
      'main/hosts/electron/planted.ts',
      "import { ipcMain } from 'electron'\nexport const a = ipcMain\n",
      'no-restricted-syntax'
    ],
    ['a skipped test', 'core/planted.test.ts', "import { it } from 'vitest'\nit.skip('later', () => undefined)\n", 'no-restricted-syntax'],
    ['an enum', 'core/planted.ts', 'export enum A {\n  B\n}\n', 'no-restricted-syntax'],
    ['eval', 'main/lab/planted.ts', "export const a: unknown = eval('1')\n", 'no-eval'],
    ['new Function', 'renderer/planted.ts', "export const a = new Function('return 1')\n", '@typescript-eslint/no-implied-eval'],
    ['any', 'core/planted.ts', 'export const a = (b: any) => typeof b\n', '@typescript-eslint/no-explicit-any'],
    ['@ts-ignore', 'core/planted.ts', '// @ts-ignore\nexport const a: number = 1\n', '@typescript-eslint/ban-ts-comment'],
    ['a swallowed error', 'main/lab/planted.ts', 'try {\n  JSON.parse("")\n} catch {}\n', 'no-empty'],
    [
      'a promise left alone',
      'main/lab/planted.ts',
      'async function f() {\n  await Promise.resolve()\n}\nf()\n',
      '@typescript-eslint/no-floating-promises'
    ],
    ['raw HTML', 'renderer/components/Planted.svelte', '<p>{@html "x"}</p>\n', 'svelte/no-at-html-tags']
  ])('refuses %s', async (_, file, source, rule) => {
    expect(await rulesHit(file, source)).toContain(rule)
  })

  it('cannot be switched off by a comment', async () => {
    const source = '/* eslint-disable */\nexport const a = (b: any) => typeof b\n'
    expect(await rulesHit('core/planted.ts', source)).toContain('@typescript-eslint/no-explicit-any')
  })

  it.each([
    [
      'what every engine has, in core',
      'core/planted.ts',
      'export const a = new WebAssembly.Memory({ initial: 1 })\n',
      'no-restricted-globals'
    ],
    ['a local that is named like a global', 'core/planted.ts', 'export const a = (name: string) => name\n', 'no-restricted-globals'],
    [
      'raw IPC in its file',
      'main/hosts/electron/ipc.ts',
      "import { ipcMain } from 'electron'\nexport const a = ipcMain\n",
      'no-restricted-syntax'
    ],
    ["KaTeX's HTML in Formula.svelte", 'renderer/components/Formula.svelte', '<p>{@html "x"}</p>\n', 'svelte/no-at-html-tags'],
    ['Node in the lab', 'main/lab/planted.ts', 'export const a = process.argv\n', 'no-restricted-globals']
  ])('lets through %s', async (_, file, source, rule) => {
    expect(await rulesHit(file, source)).not.toContain(rule)
  })
})
