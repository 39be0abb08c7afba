import { expect, test } from 'vitest'
import { judgeNavigation, mayHave, mayOpenOutside } from './decisions.ts'
import { isOwnPage, PAGE_URL } from './origin.ts'

test.each(['https://doi.org/10.1109/72.712178', 'http://example.org', 'HTTPS://EXAMPLE.ORG', 'mailto:ada@example.org'])(
  '%s may open outside',
  (address) => {
    expect(mayOpenOutside(address)).toBe(true)
  }
)

// Schemes that have run programs or read files on one system or another.
test.each([
  'file:///etc/passwd',
  'file://host/share/run.exe',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'smb://host/share',
  'ms-msdt:/id%20PCWDiagnostic',
  'search-ms:query=x',
  'vscode://file/etc/passwd',
  'ssh://host',
  'ftp://host/a',
  'about:blank',
  'ansatz://app/',
  'blob:https://example.org/1',
  'https://example.org@evil.test/',
  'https://user:secret@example.org/',
  'https://',
  '//example.org',
  'C:\\Windows\\System32\\calc.exe',
  ''
])('%j may not', (address) => {
  expect(mayOpenOutside(address)).toBe(false)
})

test.each([
  ['ansatz://app/', 'stay within'],
  ['ansatz://app/index.html?x#/runs', 'stay within'],
  ['ansatz://app.evil/', 'refuse'],
  ['ansatz://evil/', 'refuse'],
  ['file:///etc/passwd', 'refuse'],
  ['https://example.org/', 'open outside']
])('to %s: %s', (address, verdict) => {
  expect(judgeNavigation(address, PAGE_URL)).toBe(verdict)
})

test('a development server is one origin, its port included', () => {
  const server = 'http://localhost:5173'
  expect(isOwnPage('http://localhost:5173/index.html', server)).toBe(true)
  expect(isOwnPage('http://localhost:5174/', server)).toBe(false)
  expect(isOwnPage('https://localhost:5173/', server)).toBe(false)
  expect(isOwnPage('http://localhost.evil:5173/', server)).toBe(false)
  expect(isOwnPage(PAGE_URL, server)).toBe(false)
})

test('two permissions, and no third', () => {
  expect(['clipboard-sanitized-write', 'fullscreen', 'media', 'clipboard-read', 'unknown', ''].filter(mayHave)).toEqual([
    'clipboard-sanitized-write',
    'fullscreen'
  ])
})
