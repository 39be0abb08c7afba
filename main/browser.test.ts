import { describe, expect, it } from 'vitest'
import { browserCandidates, findBrowser } from './browser.ts'

const linux = { platform: 'linux' as const, env: { PATH: '/usr/local/bin:/usr/bin' } }
const only =
  (...there: string[]) =>
  (path: string) =>
    there.includes(path)

describe('findBrowser', () => {
  it('finds a program on the PATH, Chromium before Chrome', () => {
    expect(findBrowser(linux, only('/usr/bin/google-chrome', '/usr/local/bin/chromium'))).toBe('/usr/local/bin/chromium')
    expect(findBrowser(linux, only('/usr/bin/google-chrome'))).toBe('/usr/bin/google-chrome')
  })

  it('finds a snap that is not on the PATH', () => {
    expect(findBrowser(linux, only('/snap/bin/chromium'))).toBe('/snap/bin/chromium')
  })

  it("finds macOS's and Windows' applications", () => {
    const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
    expect(findBrowser({ platform: 'darwin', env: {} }, only(chrome))).toBe(chrome)
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
    expect(findBrowser({ platform: 'win32', env: { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' } }, only(edge))).toBe(edge)
  })

  it('lets ANSATZ_CHROMIUM decide alone', () => {
    const machine = { ...linux, env: { ...linux.env, ANSATZ_CHROMIUM: '/opt/mine' } }
    expect(findBrowser(machine, only('/opt/mine', '/usr/bin/chromium'))).toBe('/opt/mine')
    expect(findBrowser(machine, only('/usr/bin/chromium'))).toBeUndefined()
  })

  it('finds nothing where there is nothing', () => {
    expect(findBrowser(linux, () => false)).toBeUndefined()
    expect(browserCandidates({ platform: 'linux', env: {} })).not.toContain('chromium')
  })
})
