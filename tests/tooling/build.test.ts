import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint, sourceFiles } from '../../scripts/fingerprint.ts'
import { withLock } from '../../scripts/lock.ts'

let folder: string
const write = (path: string, text: string) => writeFileSync(join(folder, path), text)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ansatz-build-'))
  mkdirSync(join(folder, 'core', 'library'), { recursive: true })
  write('core/a.ts', 'a')
  write('core/library/b.yaml', 'b')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('fingerprint', () => {
  it('changes with a content and with a name, not with a time', () => {
    const before = fingerprint(folder, ['core'])
    utimesSync(join(folder, 'core/a.ts'), 1, 1)
    expect(fingerprint(folder, ['core'])).toBe(before)
    write('core/a.ts', 'A')
    expect(fingerprint(folder, ['core'])).not.toBe(before)
    write('core/a.ts', 'a')
    expect(fingerprint(folder, ['core'])).toBe(before)
    write('core/library/c.yaml', '')
    expect(fingerprint(folder, ['core'])).not.toBe(before)
  })

  it('looks at sources only', () => {
    write('core/a.test.ts', '')
    write('core/.hidden', '')
    expect(sourceFiles(folder, ['core', 'missing'])).toEqual(['core/a.ts', 'core/library/b.yaml'])
  })
})

describe('withLock', () => {
  it('lets one at a time in and leaves nothing behind, even after an error', async () => {
    const lock = join(folder, '.lock')
    let inside = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 20))
      inside--
    }
    const failing = withLock(lock, () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)])
    expect(most).toBe(1)
    expect(readdirSync(folder)).toEqual(['core'])
  })

  it('takes over from a holder that died', async () => {
    const lock = join(folder, '.lock')
    mkdirSync(lock)
    write('.lock/pid', '999999999')
    expect(await withLock(lock, () => 'in')).toBe('in')
  })
})
